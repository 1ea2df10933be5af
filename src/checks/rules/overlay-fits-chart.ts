import type { ChartModel, OverlayModel } from '../../model/overlay-model';
import { Severity } from '../../policy/finding';
import { shown } from '../../util/fail';
import { coalesceValues } from '../../util/helm-values';
import { isSchemaMap, type SchemaMistake } from '../../util/json-schema';
import { defineCheck } from '../check';
import { deploymentValues, hasValue, mistakesOfValues, readableChart, unknownKeyOf, valueName } from '../overlay-fit';
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
    let mistakes: readonly SchemaMistake[];
    try {
      mistakes = mistakesOfValues(overlay, chart);
    } catch (error) {
      report(
        `${overlay.chart}/values.schema.json cannot be used, so no values are checked: ${(error as Error).message}`,
        {
          remedy: 'write the schema as draft-07, with everything that it refers to in the same file',
          severity: Severity.WARNING,
        },
      );
      return;
    }
    const changed = new Set(
      coalesceValues(chart.values, overlay.values).kindChanges.map(({ path }) => valueName(path)),
    );
    for (const mistake of mistakes) {
      // A change of kind is reported as such.
      if (!changed.has(valueName(mistake.path))) report(sentence(mistake, overlay, chart));
    }
  },
});

function sentence(mistake: SchemaMistake, overlay: OverlayModel, chart: ChartModel): string {
  const { path, keyword, params } = mistake;
  const wrong = (said: string, at = path) => `${overlay.file}: ${valueName(at)} ${said}${origin(at, overlay, chart)}`;
  const unknown = unknownKeyOf(mistake);
  if (unknown) {
    const name = unknown[unknown.length - 1];
    return wrong(`is unknown to the schema: ${instead(name, namesIn(mistake.schema), 'keys there')}`, unknown);
  }
  switch (keyword) {
    case 'required': {
      const missing = [...path, String(params.missingProperty)];
      return wrong('is missing; the schema requires it', missing);
    }
    case 'false schema':
      return wrong('is not allowed by the schema');
    default:
      return wrong(`is ${shown(mistake.given)}; the schema ${allowed(mistake)}`);
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
    case 'anyOf':
    case 'oneOf':
      return `allows ${alternatives(isSchemaMap(schema) ? schema[keyword] : undefined)}`;
    default:
      return `says that it ${message}`;
  }
}

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
  if (hasValue(overlay.values, path)) return '';
  if (hasValue(deploymentValues(overlay), path)) return ' (set by the deployment)';
  return hasValue(chart.values, path) ? ` (the default in ${overlay.chart}/values.yaml)` : '';
}
