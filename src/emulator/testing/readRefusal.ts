import { expect } from 'vitest';

/** Expects status 400. @returns the body of the refusal. */
export async function readRefusal(pendingResponse: Promise<Response>) {
  const response = await pendingResponse;
  const body: unknown = await response.json();
  expect(response.status).toBe(400);
  return body as { error: string; error_codes: number[]; error_description: string; suberror?: string };
}
