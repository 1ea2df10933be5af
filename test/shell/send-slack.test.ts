import { describe, expect, it } from 'vitest';
import { type Answer, run, serve } from './harness';

const MESSAGE = {
  status: 'success',
  color: '#0e8a16',
  headline: 'payment-api: success',
  detail: 'deployed to dev.',
  fields: [
    { title: 'Commit', text: '0123456 on main', url: 'https://github.com/acme/payment-api/commit/0123456' },
    { title: 'Author', text: 'zoe' },
  ],
};

function send(
  message: unknown,
  answer: Answer = {},
  address: (url: string) => string = (url) => `${url}/services/T1/B2/secret`,
) {
  return serve(
    () => answer,
    async (url, requests) => {
      const env = { SLACK_WEBHOOK: address(url), MESSAGE_FILE: 'message.json' };
      const files = { 'message.json': JSON.stringify(message) };
      return { result: await run('send-slack', { env, files, real: ['curl'] }), requests };
    },
  );
}

describe.concurrent('send-slack', () => {
  it('posts the message', async () => {
    const { result, requests } = await send(MESSAGE);
    expect(result.status).toBe(0);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/services/T1/B2/secret' });
    expect(requests[0].headers['content-type']).toBe('application/json');
    expect(JSON.parse(requests[0].body)).toEqual({
      text: 'payment-api: success',
      attachments: [
        {
          color: '#0e8a16',
          fallback: 'payment-api: success: deployed to dev.',
          blocks: [
            { type: 'section', text: { type: 'mrkdwn', text: 'deployed to dev.' } },
            {
              type: 'section',
              fields: [
                {
                  type: 'mrkdwn',
                  text: '*Commit*\n<https://github.com/acme/payment-api/commit/0123456|0123456 on main>',
                },
                { type: 'mrkdwn', text: '*Author*\nzoe' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('leaves out a text that is empty, which Slack would refuse', async () => {
    const { requests } = await send({ ...MESSAGE, detail: '' });
    const [{ fallback, blocks }] = JSON.parse(requests[0].body).attachments;
    expect(fallback).toBe('payment-api: success');
    expect(blocks.map((block: object) => Object.keys(block))).toEqual([['type', 'fields']]);
  });

  it('escapes what Slack would read as a mention or a link', async () => {
    const text = '<!channel> & "; {🚀} <https://evil.example|click>';
    const escaped = '&lt;!channel&gt; &amp; "; {🚀} &lt;https://evil.example|click&gt;';
    const fields = [
      { title: 'Author', text },
      { title: '<b>', text, url: 'https://x.example/?a&b|c>' },
    ];
    const { requests } = await send({ ...MESSAGE, headline: text, detail: text, fields });
    const payload = JSON.parse(requests[0].body);
    expect(payload.text).toBe(escaped);
    expect(payload.attachments[0].blocks[0].text.text).toBe(escaped);
    expect(payload.attachments[0].blocks[1].fields.map((field: { text: string }) => field.text)).toEqual([
      `*Author*\n${escaped}`,
      `*&lt;b&gt;*\n<https://x.example/?a&amp;b%7Cc&gt;|${escaped}>`,
    ]);
  });

  it("stays within Slack's limits", async () => {
    const long = '&'.repeat(5000);
    const { requests } = await send({
      ...MESSAGE,
      headline: long,
      detail: long,
      fields: [{ title: long, text: long }],
    });
    const [text, fields] = JSON.parse(requests[0].body).attachments[0].blocks;
    expect(text.text.text.length).toBeLessThanOrEqual(3000);
    expect(text.text.text).toMatch(/^(&amp;)+…$/);
    expect(fields.fields[0].text.length).toBeLessThanOrEqual(2000);
  });

  it('says so when there is no webhook', async () => {
    for (const env of [{ SLACK_WEBHOOK: '' }, {}]) {
      expect(await run('send-slack', { env })).toMatchObject({
        status: 0,
        calls: [],
        annotations: ['::notice title=Not sent::The secret SLACK_WEBHOOK is not set.'],
      });
    }
  });

  it.each([
    ['is no address', () => 'hooks.slack.com/x'],
    ['has blanks', (url: string) => `${url}/x \n`],
    ['is an option of curl', (url: string) => `${url}/x"\noutput = "pwned`],
    ['has a backslash', (url: string) => `${url}/\\x`],
  ])('sends nothing when the webhook %s, and does not print it', async (_, address) => {
    const { result, requests } = await send(MESSAGE, {}, address);
    expect(requests).toHaveLength(0);
    expect(result.status).toBe(1);
    expect(result.stdout).toBe(
      '::error title=Not sent::The secret SLACK_WEBHOOK is not an address, or has blanks around it.\n',
    );
  });

  it('fails, and shows why, when Slack refuses', async () => {
    const { result } = await send(MESSAGE, { status: 400, body: 'invalid_blocks' });
    expect(result.status).toBe(22);
    expect(result.stdout).toContain('invalid_blocks');
    expect(result.stdout + result.stderr).not.toContain('/services/T1');
  });

  it('keeps the webhook out of the list of processes', async () => {
    const env = { SLACK_WEBHOOK: 'https://hooks.example/secret', MESSAGE_FILE: 'message.json' };
    const result = await run('send-slack', {
      env,
      files: { 'message.json': JSON.stringify(MESSAGE) },
      tools: { curl: [{}] },
    });
    expect(result.status).toBe(0);
    expect(result.calls.map(([tool]) => tool)).toEqual(['curl']);
    expect(result.calls.flat().join(' ')).not.toContain('secret');
  });

  it('fails without a message', async () => {
    const result = await run('send-slack', { env: { SLACK_WEBHOOK: 'https://hooks.example/x' } });
    expect(result.status).not.toBe(0);
    expect(result.calls).toEqual([]);
  });
});
