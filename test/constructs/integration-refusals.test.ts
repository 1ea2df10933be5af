import { ServiceContainer } from '../../src';
import { describeRefusals } from '../support/errors';
import { smallTree } from '../support/small-tree';

describeRefusals('an integration stage', {
  'a port of zero': [
    () => smallTree({ integration: { imageUnderTest: { port: 0 } } }),
    'image-port  api/integration  got the port 0; allowed is 1 to 65535',
    'choose a port',
  ],
  'no attempt': [
    () => smallTree({ integration: { imageUnderTest: { attempts: 0 } } }),
    'image-attempts  api/integration  got 0 attempts; allowed are 1 to 600',
    'choose a number of attempts',
  ],
  'more attempts than allowed': [
    () => smallTree({ integration: { imageUnderTest: { attempts: 601 } } }),
    'image-attempts  api/integration  got 601 attempts; allowed are 1 to 600',
    'choose a number of attempts',
  ],
  'more attempts than the job has minutes': [
    () => smallTree({ integration: { imageUnderTest: { attempts: 400 } } }),
    'image-attempts  api/integration  waits for the image for up to 20 minutes, and the job has a timeout of 20',
    "give it fewer 'attempts', or the stage a longer 'timeout'",
  ],
  'a service where the image answers': [
    () => smallTree({ integration: { services: [ServiceContainer.redis({ hostPort: 8080 })] } }),
    'image-port  api/integration  starts the image on port 8080, where the service "redis" answers',
    "give the service another 'hostPort', or the image another 'port' in 'imageUnderTest'",
  ],
  'a variable that a shell cannot hold': [
    () => smallTree({ integration: { imageUnderTest: { env: { 'A B': 'x' } } } }),
    'env-name  api/integration  got the environment variable "A B"; allowed are letters, digits and \'_\', not starting with a digit, GITHUB_ or RUNNER_',
    'choose another name',
  ],
  'a variable that says how the image is started': [
    () => smallTree({ integration: { imageUnderTest: { env: { PORT: '1' } } } }),
    'image-env  api/integration  got the environment variable PORT for the image; it tells how the image is started and found',
    "say it with 'port', 'healthPath' and 'attempts', or name the variable otherwise",
  ],
  'a path without slash': [
    () => smallTree({ integration: { imageUnderTest: { healthPath: 'health' } } }),
    'health-path  api/integration  got "health"; allowed is a path that starts with \'/\', without blanks',
    "such as '/health'",
  ],
  'a tolerance below nothing': [
    () => smallTree({ integration: { performance: { tolerancePercent: -1 } } }),
    'tolerance  api/integration  got -1 percent; allowed is 0 to 1000',
    'choose a tolerance',
  ],
});
