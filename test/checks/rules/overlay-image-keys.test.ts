import { describe, expect, test } from 'vitest';
import { overlayImageKeys } from '../../../src/checks/rules/overlay-image-keys';
import type { ChartModel } from '../../../src/model/overlay-model';
import { overlayFindings, overlayMessages, overlayModel } from '../../support/overlay-model';

const messages = (values: ChartModel['values'], schema: unknown = null) =>
  overlayMessages(overlayImageKeys, overlayModel({ chartFiles: { values, schema } }));

describe('the keys of the image', () => {
  test('are known where values.yaml has them, empty or not', () => {
    expect(messages({ image: { repository: 'x', digest: null } })).toEqual([]);
  });

  test('are known where the schema names them, also by reference', () => {
    const image = { type: 'object', properties: { repository: {}, digest: {} } };
    expect(messages({}, { properties: { image } })).toEqual([]);
    expect(messages({}, { properties: { image: { $ref: '#/definitions/image' } }, definitions: { image } })).toEqual(
      [],
    );
  });

  test('are missed in a chart that only takes a tag', () => {
    expect(messages({ image: { repository: '', tag: '' } })).toEqual([
      'the deployment sets image.digest, which charts/payment-api does not know: no digest in image; keys there are repository and tag',
    ]);
  });

  test('are missed where they are spelt otherwise', () => {
    expect(messages({ image: { repositry: '', digest: '' } })).toEqual([
      'the deployment sets image.repository, which charts/payment-api does not know: no repository in image; did you mean "repositry"?',
    ]);
  });

  test('are missed where the image is one text, or there is none', () => {
    expect(messages({ image: 'nginx' })[0]).toBe(
      'the deployment sets image.repository, which charts/payment-api does not know: image is a single value in values.yaml',
    );
    expect(messages({})[1]).toBe(
      'the deployment sets image.digest, which charts/payment-api does not know: no image in charts/payment-api/values.yaml; there are no keys there',
    );
  });

  test('are not for the overlay to give', () => {
    const values = { image: { digest: 'sha256:0' } };
    expect(overlayFindings(overlayImageKeys, overlayModel({ values }))).toMatchObject([
      {
        message: 'charts/values-production.yaml gives image.digest, which every deployment sets anew',
        severity: 'warning',
      },
    ]);
  });
});
