import type { IdentityModel, PipelineModel } from '../../model/pipeline-model';
import { OIDC_IDS_COMMAND, oidcSubjects } from '../oidc-subjects';
import { code, codes, inline, table } from './markdown';

const ISSUER = 'token.actions.githubusercontent.com';

/** How jobs get their cloud roles, one section for each provider. */
export function identitySections(model: PipelineModel): { title: string; body: string[] }[] {
  const providers = [...new Set(model.identities.map(({ provider }) => provider))];
  return providers.map((provider) => {
    const identities = model.identities.filter((identity) => identity.provider === provider);
    return { title: provider, body: bodyOf(model, provider, identities) };
  });
}

function bodyOf({ repository }: PipelineModel, provider: string, identities: readonly IdentityModel[]): string[] {
  const audiences = [...new Set(identities.map(({ audience }) => audience))];
  const many = identities.length > 1 ? `${identities.length} roles` : 'one role';
  const subjects = identities.map((identity) => oidcSubjects(identity, { repository }));
  const trust = table(
    ['role (variable)', 'used by', 'subject, classic', 'subject, immutable'],
    identities.map(({ role, usedBy }, index) => [
      code(role),
      codes(usedBy),
      codes(subjects[index].classic),
      codes(subjects[index].immutable),
    ]),
  );
  const [owner, name] = (repository ?? 'OWNER/NAME').split('/');
  const trusted = subjects.flatMap(({ classic }) => classic);
  const forbidden = ['*', 'pull_request']
    .map((rest) => `repo:${owner}/${name}:${rest}`)
    .filter((sub) => !trusted.includes(sub));
  const last = subjects[subjects.length - 1].classic;
  return [
    `One OIDC provider for ${code(ISSUER)} with the audience ${codes(audiences)}, and ${many}. Trust exactly these subjects; ` +
      `never ${forbidden.map(code).join(', never ')}.`,
    trust,
    'Repositories created, renamed or transferred after 2026-07-15 send the immutable form. The two numbers: ' +
      `${code(OIDC_IDS_COMMAND.replace('OWNER/NAME', `${owner}/${name}`))}. During a change of form, trust both.`,
    ...(trusted.some((subject) => subject.includes('*'))
      ? [
          `A subject with ${code('*')} is a pattern: compare it as one (in AWS ${code('StringLike')}), all others for equality.`,
        ]
      : []),
    ...(repository === null
      ? ['OWNER/NAME stands for the repository, which was not known when this page was written.']
      : []),
    ...(provider === 'AWS' ? [awsPolicy(audiences[0], last)] : []),
    table(
      ['role', 'may'],
      identities.map(({ role, mayDo }) => [code(role), inline(mayDo)]),
    ),
  ];
}

function awsPolicy(audience: string, subjects: readonly string[]): string {
  const isPattern = subjects.some((subject) => subject.includes('*'));
  const sub = { [`${ISSUER}:sub`]: subjects.length === 1 ? subjects[0] : subjects };
  const policy = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::ACCOUNT:oidc-provider/${ISSUER}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${ISSUER}:aud`]: audience,
        ...(isPattern ? {} : sub),
      },
      ...(isPattern ? { StringLike: sub } : {}),
    },
  };
  return `The statement of the last one:\n\n\`\`\`json\n${JSON.stringify(policy, null, 2)}\n\`\`\``;
}
