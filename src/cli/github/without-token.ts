import type { CliContext } from '../context';

/** The same context, printing `***` in place of the token: a server may repeat it in an error or in a setting. */
export function withoutToken(context: CliContext, token: string): CliContext {
  const forms = new Set([token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)]);
  const hide = (text: string) => [...forms].reduce((hidden, form) => hidden.replaceAll(form, '***'), text);
  return { ...context, out: (text) => context.out(hide(text)), err: (text) => context.err(hide(text)) };
}
