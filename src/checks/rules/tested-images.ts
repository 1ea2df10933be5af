import { Severity } from '../../policy/finding';
import { defineCheck } from '../check';
import { reportProven } from '../proven';

export const testedImages = defineCheck({
  id: 'tested-images',
  title: 'where one image is tested, every image that is deployed is',
  why: 'Integration tests start one image. Where several are built, a green test of one says nothing of the others, and the page would promise tests that never ran.',
  source: 'https://docs.github.com/en/actions/tutorials/use-containerized-services/use-docker-service-containers',
  mend: 'test the image in an IntegrationStage of its own (image: worker.image), hand its digest to tests that start both, or acknowledge it where other tests are enough',
  severity: Severity.ERROR,
  last: true,
  pipeline: (pipeline, report) => reportProven('tested-images', pipeline, report),
});
