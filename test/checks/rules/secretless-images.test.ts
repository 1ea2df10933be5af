import { secretlessImages } from '../../../src/checks/rules/secretless-images';
import { actionReference } from '../../../src/data/action-pins';
import { describeCheck, oneStep } from '../support/describe-check';

const { uses } = actionReference('docker/build-push-action');
const building = (args: string) => oneStep({ uses, with: { 'build-args': args } });

describeCheck(secretlessImages, {
  passes: {
    'a version': building('NODE=22\nCOMMIT=${{ github.sha }}\n'),
    'words that look like secrets': building('A=${{ github.sha }} my secrets\nB=${{ vars.secrets }}\n'),
    'a secret that is mounted': oneStep({ uses, with: { secrets: 'npm=${{ secrets.NPM }}' } }),
  },
  fails: {
    'a secret': [
      building('NPM=${{ secrets.NPM }}\n'),
      'sample/work: step "it" of job "work" has "secrets.NPM" among its build arguments',
    ],
    'the token of the run, however it is read': [
      building("A=${{ github['token'] }}\nB=${{ toJSON(github) }}\n"),
      'sample/work: step "it" of job "work" has "github[\'token\']" among its build arguments',
      'sample/work: step "it" of job "work" has "toJSON(github)" among its build arguments',
    ],
  },
});
