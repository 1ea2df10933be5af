import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { emptyProject, paymentApi } from '../support/payment-api';
import { synthesizedProject, withCharts } from '../support/synthesize';

const SUMS = '.stagegate/files.sha256';

describe('the sums of generated files', () => {
  test('name every other file, once, by its path, as sha256sum does', () => {
    const project = withCharts(emptyProject(), 'charts/payment-api');
    paymentApi(project);
    const { files } = synthesizedProject(project);
    const lines = files.find(({ path }) => path === SUMS)?.content.split('\n') ?? [];
    const others = files.filter(({ path }) => path !== SUMS);
    const expected = others.map(
      ({ path, content }) => `${createHash('sha256').update(content).digest('hex')}  ${path}`,
    );
    expect(lines.slice(0, -1).sort()).toEqual(expected.sort());
    expect(lines.slice(-1)).toEqual(['']);
    const paths = lines.slice(0, -1).map((line) => line.slice(66));
    expect(paths).toEqual([...paths].sort());
  });

  test('are of one list, where several pipelines are in a repository', () => {
    const project = withCharts(emptyProject(), 'charts/payment-api');
    paymentApi(project);
    paymentApi(project, {}, 'other', 'other-');
    const { files } = synthesizedProject(project);
    const lists = files.filter(({ path }) => path === SUMS);
    expect(lists).toHaveLength(1);
    expect(lists[0].content).toMatch(/ {2}\.github\/workflows\/other\.yml\n/);
    expect(lists[0].content).toMatch(/ {2}\.github\/workflows\/payment-api\.yml\n/);
  });

  test('are not there where nothing is written', () => {
    expect(synthesizedProject(emptyProject()).files).toEqual([]);
  });
});
