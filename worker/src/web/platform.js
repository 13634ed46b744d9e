// Between the platform's requests and answers and the Worker's program. Each call from wasm into JavaScript
// costs more than a short text, so method, address and headers travel as one, a line for each part.

export function head(request) {
  let text = `${request.method}\n${request.url}\n`;
  for (const [name, value] of request.headers) text += `${name}\n${value}\n`;
  return text;
}

// The whole body, or null when it is larger than `max` bytes.
export async function body(request, max) {
  if (request.body === null) return new Uint8Array(0);
  const announced = request.headers.get("content-length");
  if (announced !== null) {
    return Number(announced) > max ? null : new Uint8Array(await request.arrayBuffer());
  }
  const parts = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.length;
    if (size > max) return null;
    parts.push(part);
  }
  const whole = new Uint8Array(size);
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

export async function asset(assets, address) {
  const found = await assets.fetch(address);
  if (!found.ok) throw new Error(`${found.status}`);
  return found.body;
}

export function answer(status, head, body) {
  const lines = head.split("\n");
  const headers = new Headers();
  for (let line = 0; line + 1 < lines.length; line += 2) headers.append(lines[line], lines[line + 1]);
  return new Response(body, { status, headers });
}
