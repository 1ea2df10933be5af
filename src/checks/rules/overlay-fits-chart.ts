import type { ChartModel, OverlayModel } from '../../model/overlay-model';
import { Severity } from '../../policy/finding';
import { placesWithin, valuesWithin } from '../../util/chart-values';
import { shown } from '../../util/fail';
import type { SchemaMistake } from '../../util/json-schema';
import { isSchemaMap, RefusedSchema } from '../../util/json-schema-parts';
import { defineCheck, type Report } from '../check';
import {
  defaultsFileOf,
  deploymentValues,
  folderOf,
  hasValue,
  isBelow,
  readableChart,
  type SchemaVerdict,
  schemaVerdicts,
  unknownKeyOf,
  valueName,
} from '../overlay-fit';
import { instead, listed } from '../text';

export const overlayFitsChart = defineCheck({
  id: 'overlay-fits-chart',
  title: "the values of every environment fit the chart's schema",
  why: 'Helm asks the schema when it deploys: what does not fit stops the deployment, in production first where only production sets it.',
  source: 'https://helm.sh/docs/topics/charts/#schema-files',
  mend: 'change the value, or the schema where it is too narrow',
  severity: Severity.ERROR,
  overlay: (overlay, report) => {
    const chart = readableChart(overlay);
    if (!chart) return;
    const { kindChanges, noSections } = valuesWithin(chart, overlay.values);
    // Changes of kind are reported as such.
    const changed = new Set([...kindChanges, ...noSections].map(({ path }) => valueName(path)));
    const missing = placesWithin(chart).filter(({ isMissing }) => isMissing);
    for (const verdict of schemaVerdicts(overlay, chart)) {
      if (verdict.unusable) reportUnusable(verdict.file, verdict.unusable, report);
      for (const mistake of verdict.mistakes) {
        if (changed.has(valueName(mistake.path)) || isTold(mistake, overlay, chart)) continue;
        // The defaults of a chart that does not lie here may make it right.
        const isUnsure = missing.some(({ path }) => isBelow(mistake.path, path));
        report(sentence(mistake, verdict, overlay, chart), isUnsure ? { severity: Severity.WARNING } : {});
      }
    }
  },
});

/** Of a chart that knows nothing of migrations overlay-migration tells. */
function isTold(mistake: SchemaMistake, { hasMigration }: OverlayModel, { templates }: ChartModel): boolean {
  return hasMigration && !templates.readMigration && unknownKeyOf(mistake)?.[0] === 'migration';
}

function reportUnusable(file: string, reason: Error, report: Report): void {
  if (reason instanceof RefusedSchema) {
    report(`Helm refuses ${file}, whatever the values: ${reason.message}`, { remedy: 'mend the schema' });
    return;
  }
  report(`${file} can only be used by Helm, so values are not checked against it: ${reason.message}`, {
    remedy: 'write the schema as draft-07, with everything that it refers to in the same file',
    severity: Severity.WARNING,
  });
}

function sentence(mistake: SchemaMistake, verdict: SchemaVerdict, overlay: OverlayModel, chart: ChartModel): string {
  const { path, keyword, params } = mistake;
  // The chart's own schema needs no name.
  const schema = verdict.place.path.length === 0 ? 'the schema' : `the schema of ${folderOf(verdict.place, overlay)}`;
  const wrong = (said: string, at = path) => `${overlay.file}: ${valueName(at)} ${said}${origin(at, overlay, chart)}`;
  const unknown = unknownKeyOf(mistake);
  if (unknown) {
    const name = unknown[unknown.length - 1];
    return wrong(`is unknown to ${schema}: ${instead(name, namesIn(mistake.schema), 'keys there')}`, unknown);
  }
  switch (keyword) {
    case 'required': {
      const missing = [...path, String(params.missingProperty)];
      return wrong(`is missing; ${schema} requires it`, missing);
    }
    case 'false schema':
      return wrong(`is not allowed by ${schema}`);
    default:
      return wrong(`is ${shown(mistake.given)}; ${schema} ${allowed(mistake)}`);
  }
}

/** What the schema allows, behind `the schema`. */
function allowed({ keyword, params, schema, message }: SchemaMistake): string {
  const { limit } = params;
  switch (keyword) {
    case 'type':
      return `allows ${kinds(params.type)}`;
    case 'enum':
      return `allows ${listed((params.allowedValues as unknown[]).map(shown), 'or')}`;
    case 'const':
      return `allows ${shown(params.allowedValue)}`;
    case 'pattern':
    case 'propertyNames':
      return params.pattern === undefined ? `says that it ${message}` : `allows what matches ${params.pattern}`;
    case 'minimum':
      return `allows at least ${limit}`;
    case 'maximum':
      return `allows at most ${limit}`;
    case 'format':
      return `allows ${FORMAT_NAMES[String(params.format)] ?? `the format ${params.format}`}`;
    case 'anyOf':
    case 'oneOf':
      return `allows ${alternatives(isSchemaMap(schema) ? schema[keyword] : undefined)}`;
    default:
      return `says that it ${message}`;
  }
}

/** Formats whose names say little to people. */
const FORMAT_NAMES: { readonly [format: string]: string } = {
  email: 'an e-mail address',
  uri: 'an address with its scheme, such as https',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  hostname: 'a host name',
  date: 'a date such as 2026-01-31',
};

function kinds(type: unknown): string {
  const names: { readonly [type: string]: string } = {
    object: 'a map',
    array: 'a list',
    string: 'a text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    null: 'null',
  };
  return listed(
    [type].flat().map((name) => names[String(name)] ?? String(name)),
    'or',
  );
}

/** The kinds that several alternatives name, where each names one. */
function alternatives(schemas: unknown): string {
  const types = (Array.isArray(schemas) ? schemas : []).map((schema) =>
    isSchemaMap(schema) ? schema.type : undefined,
  );
  const known = types.length > 0 && types.every((type) => type !== undefined);
  return known ? kinds([...new Set(types.flat())]) : 'several forms, and this is none of them';
}

function namesIn(schema: unknown): string[] {
  return isSchemaMap(schema) && isSchemaMap(schema.properties) ? Object.keys(schema.properties) : [];
}

/** Where a value comes from, if not from the overlay. */
function origin(path: readonly string[], overlay: OverlayModel, chart: ChartModel): string {
  if (overlay.hasMigration && path[0] === 'migration') return ' (set by migrationCommand)';
  if (hasValue(overlay.values, path)) return '';
  if (hasValue(deploymentValues(overlay), path)) return ' (set by the deployment)';
  const file = defaultsFileOf(path, overlay, chart);
  return file === undefined ? '' : ` (the default in ${file})`;
}
