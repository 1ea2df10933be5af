import { expect, test } from 'vitest';
import { overlayExpression } from '../../../src/checks/rules/overlay-expression';
import { overlayMessages, overlayModel } from '../../support/overlay-model';

const messages = (values: Record<string, unknown>) => overlayMessages(overlayExpression, overlayModel({ values }));

test('an expression of GitHub is named with its place', () => {
  expect(
    messages({ host: 'https://${{ vars.HOST }}/', env: [{ name: 'A', value: '${{secrets.A}}' }], '${{ env.X }}': 1 }),
  ).toEqual([
    'charts/values-production.yaml: host holds ${{ vars.HOST }}, which nothing evaluates there',
    'charts/values-production.yaml: env[0].value holds ${{secrets.A}}, which nothing evaluates there',
    'charts/values-production.yaml: the top holds ${{ env.X }}, which nothing evaluates there',
  ]);
});

test('what others write in brackets is none', () => {
  expect(
    messages({ a: '{{ .Values.x }}', b: '${HOST}', c: '$(HOST)', d: '${{ values.name }}', e: 'vars.HOST' }),
  ).toEqual([]);
});
