import type { IncomingMessage } from 'node:http';

/** A Secret, as much of it as Helm writes. */
export interface Secret {
  readonly apiVersion: 'v1';
  readonly kind: 'Secret';
  readonly type?: string;
  readonly metadata: { readonly name: string; readonly labels: Record<string, string> };
  readonly data?: Record<string, string>;
}

/** What a request carries: Helm sends Secrets as protocol buffers, kubectl its patches as JSON. */
export async function secretOf(request: IncomingMessage): Promise<Secret | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (body.length === 0) return undefined;
  return body.subarray(0, 4).toString() === 'k8s\0' ? decoded(body.subarray(4)) : JSON.parse(body.toString());
}

/** Numbers of the fields are those of Kubernetes' `generated.proto`. */
function decoded(envelope: Buffer): Secret | undefined {
  const secret = fields(first(envelope, 2));
  const metadata = fields(secret.get(1)?.[0]);
  if (!metadata.has(1)) return undefined;
  const labels = entries(metadata.get(11)).map(([key, value]) => [key, value.toString()]);
  const data = entries(secret.get(2)).map(([key, value]) => [key, value.toString('base64')]);
  return {
    ...{ apiVersion: 'v1', kind: 'Secret', type: secret.get(3)?.[0].toString() },
    metadata: { name: String(metadata.get(1)?.[0]), labels: Object.fromEntries(labels) },
    data: Object.fromEntries(data),
  };
}

const first = (message: Buffer, field: number) => fields(message).get(field)?.[0];

const entries = (maps: readonly Buffer[] = []) =>
  maps.map((entry): [string, Buffer] => [String(first(entry, 1) ?? ''), first(entry, 2) ?? Buffer.alloc(0)]);

/** Fields of a message that have a length, by number; numbers are read over. */
function fields(message: Buffer = Buffer.alloc(0)): Map<number, Buffer[]> {
  const found = new Map<number, Buffer[]>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const length = varint();
    if (tag % 8 !== 2) continue;
    const field = Math.floor(tag / 8);
    found.set(field, [...(found.get(field) ?? []), message.subarray(at, at + length)]);
    at += length;
  }
  return found;
}
