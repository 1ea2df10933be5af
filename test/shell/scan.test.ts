import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callsOf, HOSTILE, run } from './harness';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const scan = (folder: string) =>
  `image --no-progress --scanners vuln --list-all-pkgs --format json --output ${folder}/security-scan/trivy.json --exit-code 0`;

const conversions = (folder: string) =>
  [
    ['sarif', 'trivy.sarif'],
    ['cyclonedx', 'sbom.cdx.json'],
  ].map(
    ([format, file]) =>
      `convert --format ${format} --output ${folder}/security-scan/${file} ${folder}/security-scan/trivy.json`,
  );

interface Vulnerability {
  readonly Severity?: string;
  readonly Status?: string;
  readonly VulnerabilityID?: string;
  readonly PkgName?: string;
  readonly FixedVersion?: string;
}

function report(...vulnerabilities: Vulnerability[]): Record<string, string> {
  const full = vulnerabilities.map((vulnerability) => ({
    VulnerabilityID: 'CVE-2026-1',
    PkgName: 'openssl',
    InstalledVersion: '3.0.1',
    ...vulnerability,
  }));
  const Results = [{ Target: 'debian', Packages: [{}, {}], Vulnerabilities: full }, { Target: 'app' }];
  return { 'security-scan/trivy.json': JSON.stringify({ SchemaVersion: 2, ArtifactName: 'image', Results }) };
}

describe.concurrent('scan-image', () => {
  it('scans the pushed image by its digest, and writes the reports', async () => {
    const env = { DIGEST, IMAGE_REPOSITORY: 'registry.example/app' };
    const result = await run('scan-image', { env, tools: { trivy: [{}] } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'trivy')).toEqual([
      `${scan(result.cwd)} registry.example/app@${DIGEST}`,
      ...conversions(result.cwd),
    ]);
    expect(result.output).toMatch(/^day=\d{4}-\d\d-\d\d\n$/);
    expect(statSync(join(result.cwd, 'security-scan')).isDirectory()).toBe(true);
  });

  it('scans the artifact when nothing was pushed', async () => {
    const result = await run('scan-image', { env: { DIGEST: '' }, tools: { trivy: [{}] } });
    expect(callsOf(result, 'trivy')[0]).toBe(`${scan(result.cwd)} --input ${join(result.temp, 'image.tar')}`);
  });

  it('fails when a report cannot be written', async () => {
    const result = await run('scan-image', { tools: { trivy: [{ on: 'convert', exits: 4 }, {}] } });
    expect(result.status).toBe(4);
  });

  it('knows exceptions', async () => {
    const env = { IGNORE_FILE: '.trivyignore.yaml' };
    const result = await run('scan-image', { env, files: { '.trivyignore.yaml': '' }, tools: { trivy: [{}] } });
    expect(callsOf(result, 'trivy')[0]).toContain(` --ignorefile ${join(result.cwd, '.trivyignore.yaml')} --input `);
  });

  it('hides configuration and exceptions of the repository that nobody declared', async () => {
    const files = { 'trivy.yaml': 'severity: [LOW]', '.trivyignore': 'CVE-2026-1' };
    const env = { 'BASH_FUNC_trivy%%': '() { echo "$1 finds: $(ls -A)"; }' };
    const result = await run('scan-image', { env, files });
    expect(result).toMatchObject({ status: 0, stdout: 'image finds: \nconvert finds: \nconvert finds: \n' });
  });

  it('misses exceptions that are not there', async () => {
    const result = await run('scan-image', { env: { IGNORE_FILE: 'gone.yaml' }, tools: { trivy: [{}] } });
    expect(result).toMatchObject({
      status: 1,
      calls: [],
      annotations: ['::error title=No exceptions::IGNORE_FILE is gone.yaml, which is not a file.'],
    });
  });

  it('tries again, longer each time', async () => {
    const result = await run('scan-image', { tools: { trivy: [{ exits: [1, 1, 0] }] } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'sleep')).toEqual(['10', '20']);
  });

  it('tells an unavailable scanner apart from a finding', async () => {
    const result = await run('scan-image', { tools: { trivy: [{ exits: 1, warns: 'no database' }] } });
    expect(result).toMatchObject({ status: 2, output: '' });
    expect(callsOf(result, 'trivy')).toHaveLength(3);
    expect(callsOf(result, 'sleep')).toEqual(['10', '20']);
    expect(result.annotations).toEqual([
      "::error title=Scanner unavailable::No scan in 3 attempts: nothing is known about vulnerabilities. Read Trivy's error above, then run this job again.",
    ]);
  });

  it('is told how often to try', async () => {
    const result = await run('scan-image', { env: { ATTEMPTS: '1' }, tools: { trivy: [{ exits: 1 }] } });
    expect(result.status).toBe(2);
    expect(result.calls.map(([tool]) => tool)).toEqual(['trivy']);
  });

  it('takes no code for a number', async () => {
    const result = await run('scan-image', { env: { ATTEMPTS: 'PATH[$(touch pwned)]' }, tools: { trivy: [{}] } });
    expect(result).toMatchObject({ status: 1, calls: [] });
  });

  it('needs the repository of a digest', async () => {
    const result = await run('scan-image', { env: { DIGEST }, tools: { trivy: [{}] } });
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('IMAGE_REPOSITORY: registry host and name of the image');
  });
});

describe.concurrent('write-scan-reports', () => {
  it('writes both formats', async () => {
    const result = await run('write-scan-reports', { tools: { trivy: [{}] } });
    expect(result.status).toBe(0);
    expect(callsOf(result, 'trivy')).toEqual(conversions(result.cwd));
  });

  it.each(['sarif', 'cyclonedx'])('fails when %s cannot be written', async (format) => {
    const on = `convert --format ${format}`;
    const result = await run('write-scan-reports', { tools: { trivy: [{ on, exits: 1 }, {}] } });
    expect(result.status).toBe(1);
  });
});

describe.concurrent('judge-scan', () => {
  const env = { SEVERITIES: 'CRITICAL,HIGH' };

  it('passes an image without vulnerabilities of these severities', async () => {
    const result = await run('judge-scan', { env, files: report({ Severity: 'MEDIUM' }, {}) });
    expect(result).toMatchObject({
      status: 0,
      annotations: [],
      summary: '### Security scan\n0 vulnerabilities of severity CRITICAL,HIGH in 2 packages\n',
    });
  });

  it('blocks and lists, worst first, each once', async () => {
    const high = { Severity: 'HIGH', VulnerabilityID: 'CVE-2026-2', PkgName: 'busybox' };
    const files = report(high, { Severity: 'LOW' }, high, { Severity: 'CRITICAL', FixedVersion: '3.0.2' });
    const result = await run('judge-scan', { env, files });
    expect(result.status).toBe(1);
    expect(result.summary.split('\n')).toEqual([
      '### Security scan',
      '2 vulnerabilities of severity CRITICAL,HIGH in 2 packages',
      '',
      '| severity | vulnerability | package | installed | fixed in |',
      '| --- | --- | --- | --- | --- |',
      '| CRITICAL | CVE-2026-1 | openssl | 3.0.1 | 3.0.2 |',
      '| HIGH | CVE-2026-2 | busybox | 3.0.1 | no fix yet |',
      '',
    ]);
    expect(result.annotations).toEqual([
      '::error title=Vulnerable image::2 vulnerabilities of severity CRITICAL,HIGH; the job summary lists them.',
    ]);
  });

  it('counts a vulnerability without severity as UNKNOWN', async () => {
    const result = await run('judge-scan', { env: { SEVERITIES: 'UNKNOWN' }, files: report({}) });
    expect(result.status).toBe(1);
  });

  it('leaves out what nobody has fixed, when told so', async () => {
    const unfixed = ['affected', 'will_not_fix', 'fix_deferred', 'end_of_life'];
    const others = ['fixed', 'under_investigation', ''];
    const files = report(
      ...[...unfixed, ...others].map((Status) => ({ Severity: 'HIGH', Status, PkgName: `<${Status}>` })),
    );
    const listed = async (IGNORE_UNFIXED: string) => {
      const { summary, status } = await run('judge-scan', { env: { ...env, IGNORE_UNFIXED }, files });
      expect(status).toBe(1);
      return [...summary.matchAll(/<(\w*)>/g)].map(([, status]) => status).sort();
    };
    expect(await listed('true')).toEqual([...others].sort());
    expect(await listed('false')).toEqual([...unfixed, ...others].sort());
    const none = report(...unfixed.map((Status) => ({ Severity: 'HIGH', Status })));
    expect((await run('judge-scan', { env: { ...env, IGNORE_UNFIXED: 'true' }, files: none })).status).toBe(0);
  });

  it('lists a hundred and counts the rest', async () => {
    const many = Array.from({ length: 103 }, (_, index) => ({
      Severity: 'HIGH',
      VulnerabilityID: `CVE-${1000 + index}`,
    }));
    const result = await run('judge-scan', { env, files: report(...many) });
    expect(result.status).toBe(1);
    expect(result.summary.match(/^\| HIGH/gm)).toHaveLength(100);
    expect(result.summary).toContain('\nand 3 more: see trivy.json in the artifact of this job\n');
    const exactly = await run('judge-scan', { env, files: report(...many.slice(3)) });
    expect(exactly.summary).not.toContain(' more: ');
  });

  it.each([
    ['is missing', {}],
    ['is empty', { 'security-scan/trivy.json': '' }],
    ['is no JSON', { 'security-scan/trivy.json': '{"SchemaVersion": 2, "Res' }],
    ['is something else', { 'security-scan/trivy.json': '{"Results": []}' }],
    ['is an array', { 'security-scan/trivy.json': '[]' }],
    ['has no list of results', { 'security-scan/trivy.json': '{"SchemaVersion": 2, "Results": "none"}' }],
  ])('fails when the report %s', async (_, files) => {
    const result = await run('judge-scan', { env, files });
    expect(result).toMatchObject({
      status: 1,
      summary: '',
      annotations: [
        '::error title=No scan report::security-scan/trivy.json is missing or is not a report of Trivy: nothing is known about vulnerabilities.',
      ],
    });
  });

  it('fails when a result is broken inside', async () => {
    const files = { 'security-scan/trivy.json': '{"SchemaVersion": 2, "Results": [{"Vulnerabilities": ["x"]}]}' };
    expect((await run('judge-scan', { env, files })).status).not.toBe(0);
  });

  it.each(['', ' ', 'high', 'CRITICAL, HIGH', 'CRITICAL,HIHG', HOSTILE])(
    'refuses the severities "%s"',
    async (SEVERITIES) => {
      const result = await run('judge-scan', { env: { SEVERITIES }, files: report() });
      expect(result.status).not.toBe(0);
      expect(result.summary).toBe('');
    },
  );

  it('warns where Trivy recognized nothing', async () => {
    const result = await run('judge-scan', {
      env,
      files: { 'security-scan/trivy.json': '{"SchemaVersion": 2, "ArtifactName": "scratch"}' },
    });
    expect(result.status).toBe(0);
    expect(result.annotations).toEqual([
      '::warning title=Nothing to scan::Trivy recognized no package in this image, so finding no vulnerability says little.',
    ]);
  });

  it('keeps names from an image inside their cell', async () => {
    const result = await run('judge-scan', { env, files: report({ Severity: 'HIGH', PkgName: HOSTILE }) });
    const row = result.summary.split('\n').filter((line) => line.startsWith('| HIGH'));
    expect(row).toHaveLength(1);
    expect(row[0]).toContain('\\<b> \\| 🚀\\n::error title=forged::pwned');
    expect(result.annotations).toHaveLength(1);
  });
});
