// A client that is made of the API's description and knows nothing else of Laurel.
import { expect, test } from "@playwright/test";
import { OpenAPIClientAxios } from "openapi-client-axios";

import { BASE, TOKEN } from "./support";

interface Page {
  people: { id: string }[];
  meta: { next?: string };
}

test("a client made of the API's description lists people of the demo", async () => {
  const made = new OpenAPIClientAxios({
    definition: `${BASE}/api/v1/openapi.json`,
    withServer: { url: BASE },
    axiosConfigDefaults: { headers: { authorization: `Bearer ${TOKEN}` } },
  });
  const client = await made.init();

  /** Calls an operation of the demo by the name that the description gives it. */
  async function call<T>(name: string, parameters: Record<string, string | number>, body?: unknown): Promise<T> {
    const operation = client[name];
    if (!operation) throw new Error(`the description has no ${name}`);
    const answer = await operation({ program: "demo", ...parameters }, body);
    expect(answer.status, name).toBe(200);
    return answer.data as T;
  }

  const customers = { limit: 3, stage: 4, stage_match: "reached" };
  const first = await call<Page>("ListPeople", customers);
  expect(first.people).toHaveLength(3);
  const second = await call<Page>("ListPeople", { ...customers, cursor: first.meta.next ?? "" });
  const ids = [...first.people, ...second.people].map((person) => person.id);
  expect(new Set(ids).size).toBe(6);

  const person = ids[0] ?? "";
  const profile = await call<{ person: { id: string } }>("GetPerson", { person });
  expect(profile.person.id).toBe(person);
  const { tags } = await call<{ tags: string[] }>("ChangeTags", { person }, { add: ["generated"], remove: [] });
  expect(tags).toContain("generated");
  await call("ChangeTags", { person }, { add: [], remove: ["generated"] });
});
