import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Kind, PublicApi, PublicClass, Struct } from '../../src/util/public-api';
import { GENERATED, ROOT } from './paths';

const PRIMITIVES = new Map<ts.SyntaxKind, Kind>([
  [ts.SyntaxKind.StringKeyword, 'string'],
  [ts.SyntaxKind.NumberKeyword, 'number'],
  [ts.SyntaxKind.BooleanKeyword, 'boolean'],
]);

/** What public calls take of the peers, and of behaviour: what each has, and what makes one. */
const OTHERS: PublicApi['classes'] = {
  Construct: { members: ['node'], makers: ['new Pipeline', 'new Stage'] },
  IConstruct: { members: ['node'], makers: ['new Pipeline', 'new Stage'] },
  JsonPatch: { members: [], makers: ['JsonPatch.add', 'JsonPatch.replace', 'JsonPatch.remove'] },
  IPolicy: { members: ['id', 'title', 'why', 'remedy', 'severity', 'evaluate'], makers: ['DeliveryPolicies.mustScan'] },
};

const FREE = [ts.SyntaxKind.AnyKeyword, ts.SyntaxKind.UnknownKeyword];

/** Types that the testing module exports under names of its own; outcomes that are none the simulator refuses. */
const RENAMED = ['Circumstances', 'Outcomes'];
const LOOSE: readonly string[] = ['GivenOutcome'];

type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.EnumDeclaration;

/** Writes what public constructors, factories and methods take, from the sources, for `src/util/check-call.ts`. */
export function writePublicApi(): void {
  writeFileSync(join(GENERATED, 'public-api.json'), `${JSON.stringify(publicApi())}\n`);
}

/** What every public name takes and is. */
export function publicApi(): PublicApi {
  const declared = declarations();
  const kindOf = (node: ts.TypeNode | undefined): Kind => {
    if (node === undefined) return 'any';
    const primitive = PRIMITIVES.get(node.kind);
    if (primitive !== undefined) return primitive;
    // Patterns of tests hold matchers; everything else that is free is written into a file.
    if (FREE.includes(node.kind)) return isOfTests(node) ? 'any' : 'data';
    if (ts.isArrayTypeNode(node)) return ['list', kindOf(node.elementType)];
    if (ts.isTypeLiteralNode(node)) return mapOf(node) ?? 'any';
    if (ts.isUnionTypeNode(node)) return 'any';
    if (!ts.isTypeReferenceNode(node)) throw new Error(`no kind for ${node.getText()}`);
    const name = node.typeName.getText();
    if (name === 'Record') return ['map', kindOf(node.typeArguments?.[1])];
    const found = declared.get(name);
    if (found !== undefined && ts.isInterfaceDeclaration(found)) return mapOf(found) ?? name;
    if (LOOSE.includes(name)) return 'any';
    if (!declared.has(name) && !Object.hasOwn(OTHERS, name)) throw new Error(`no kind for ${name}`);
    return name;
  };
  /** A type that is nothing but names and values. */
  const mapOf = ({ members: [only, ...others] }: ts.InterfaceDeclaration | ts.TypeLiteralNode): Kind | undefined =>
    only !== undefined && ts.isIndexSignatureDeclaration(only) && others.length === 0
      ? ['map', kindOf(only.type)]
      : undefined;
  const parameterOf = ({ name, type, questionToken, initializer, dotDotDotToken }: ts.ParameterDeclaration) => ({
    name: name.getText(),
    // Of `...steps: Step[]` each argument is one.
    kind: kindOf(dotDotDotToken && type && ts.isArrayTypeNode(type) ? type.elementType : type),
    ...(questionToken || initializer ? { optional: true } : {}),
    ...(dotDotDotToken ? { rest: true } : {}),
  });
  const parameters = (node: ts.SignatureDeclaration) => node.parameters.map(parameterOf);
  const structOf = (name: string): Struct => {
    const node = declared.get(name);
    // A struct of another package: its options are unknown to us.
    if (node === undefined || !ts.isInterfaceDeclaration(node)) return { open: true, options: {} };
    const bases = basesOf(node).map(structOf);
    const own = node.members.filter(ts.isPropertySignature).map((member) => {
      const kind = kindOf(member.type);
      return [member.name.getText(), member.questionToken ? { kind, optional: true } : { kind }] as const;
    });
    return {
      ...(bases.some(({ open }) => open) ? { open: true } : {}),
      options: Object.assign({}, ...bases.map(({ options }) => options), Object.fromEntries(own)),
    };
  };
  const membersOf = (node: ts.ClassDeclaration): string[] => [
    ...basesOf(node).flatMap((name) => {
      const base = declared.get(name);
      return base !== undefined && ts.isClassDeclaration(base) ? membersOf(base) : [];
    }),
    ...publicMembers(node)
      .filter((member) => !isStatic(member))
      .map((member) => member.name?.getText() ?? '')
      .filter((name) => name !== ''),
  ];

  const givenBy = (member: ts.ClassElement) => {
    const isMethod = ts.isMethodDeclaration(member);
    if (!isMethod && !ts.isPropertyDeclaration(member)) return [];
    const given = {
      kind: kindOf(member.type),
      ...(member.questionToken ? { optional: true } : {}),
      ...(isMethod ? { method: true } : {}),
    };
    return [[member.name.getText(), given] as const];
  };

  const api: PublicApi = { structs: {}, classes: { ...OTHERS }, enums: {}, calls: {} };
  const makers = new Map<string, string[]>();
  for (const [name, node] of declared) {
    if (ts.isInterfaceDeclaration(node) && !/^I[A-Z]/.test(name) && !mapOf(node)) api.structs[name] = structOf(name);
    if (ts.isEnumDeclaration(node)) api.enums[name] = enumOf(node);
    if (!ts.isClassDeclaration(node)) continue;
    const asked = publicMembers(node).filter((member) => !isStatic(member));
    const gives = asked.some(isAbstract) ? { gives: Object.fromEntries(asked.flatMap(givenBy)) } : {};
    api.classes[name] = { members: membersOf(node), ...gives, makers: [] } satisfies PublicClass;
    for (const member of publicMembers(node)) {
      if (ts.isConstructorDeclaration(member)) api.calls[name] = parameters(member);
      const call = `${name}.${member.name?.getText()}`;
      if (ts.isMethodDeclaration(member) && !isAbstract(member)) api.calls[call] = parameters(member);
      if (!isStatic(member)) continue;
      makers.set(call, [ts.isMethodDeclaration(member) ? (member.type?.getText() ?? '') : name]);
    }
    if (!isAbstract(node) && api.calls[name] !== undefined) makers.set(`new ${name}`, [name, ...basesOf(node)]);
  }
  for (const [call, types] of makers) {
    for (const type of types) if (!Object.hasOwn(OTHERS, type)) (api.classes[type]?.makers as string[])?.push(call);
  }
  return api;
}

/** Every declaration that the index and the testing module export, by its name. */
function declarations(): Map<string, Declaration> {
  const folder = join(ROOT, 'src');
  const names = ['index.ts', 'testing.ts'].flatMap(
    (file) => readFileSync(join(folder, file), 'utf8').match(/\b[A-Z]\w+\b/g) ?? [],
  );
  const exported = new Set([...names, ...RENAMED]);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.sort().flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    return statements.filter(
      (node): node is Declaration =>
        (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) &&
        exported.has(node.name?.text ?? '') &&
        has(node, ts.SyntaxKind.ExportKeyword),
    );
  });
  return new Map(found.map((node) => [node.name?.text ?? '', node]));
}

function basesOf(node: ts.InterfaceDeclaration | ts.ClassDeclaration): string[] {
  const clauses = node.heritageClauses ?? ([] as readonly ts.HeritageClause[]);
  return clauses
    .filter(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    .flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
}

function publicMembers(node: ts.ClassDeclaration): ts.ClassElement[] {
  return node.members.filter(
    (member) =>
      !has(member, ts.SyntaxKind.PrivateKeyword) &&
      !has(member, ts.SyntaxKind.ProtectedKeyword) &&
      !member.name?.getText().startsWith('_'),
  );
}

function enumOf({ members }: ts.EnumDeclaration): { [name: string]: string } {
  const value = ({ initializer }: ts.EnumMember) =>
    initializer !== undefined && ts.isStringLiteral(initializer) ? initializer.text : '';
  return Object.fromEntries(members.map((member) => [member.name.getText(), value(member)]));
}

const isOfTests = (node: ts.Node) => node.getSourceFile().fileName.startsWith('testing');
const isStatic = (node: ts.Node) => has(node, ts.SyntaxKind.StaticKeyword);
const isAbstract = (node: ts.Node) => has(node, ts.SyntaxKind.AbstractKeyword);

function has(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}
