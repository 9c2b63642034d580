import * as z from 'zod';
import { ExchangeBody } from '../../identity/teamsUser.ts';
import type { Route } from '../route.ts';
import { TokenAnswer } from './views.ts';

const tag = 'Scripts and pages';
const script = { type: 'text/javascript' };

/** The token exchange of ACS, and what browsers load: scripts, pages, styles and this document. */
export const otherRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/teamsUser/:exchangeAccessToken',
    tag: 'Token exchange',
    summary: "Exchanges a Teams user's Entra token for an ACS token.",
    query: { 'api-version!': 'Such as `2025-06-30`.' },
    body: {
      schema: ExchangeBody,
      example: {
        token: 'the Entra token for Teams.ManageCalls and Teams.ManageChats',
        appId: 'ca000000-0000-4000-8000-0000000000ca',
        userId: 'a0000000-0000-4000-8000-00000000000a',
      },
    },
    answer: { schema: TokenAnswer },
  },
  {
    method: 'get',
    path: '/calling.js',
    tag,
    summary: 'Returns the drop-in SDK, which replaces `@azure/communication-calling`, as one ES module.',
    answer: script,
  },
  {
    method: 'get',
    path: '/common.js',
    tag,
    summary: "Returns Microsoft's `@azure/communication-common` as one ES module.",
    answer: script,
  },
  {
    method: 'get',
    path: '/calling/timing',
    tag,
    summary: 'Returns how long the drop-in SDK waits before its first agent and device manager.',
    answer: { schema: z.strictObject({ agentMs: z.number(), deviceManagerMs: z.number() }) },
  },
  {
    method: 'get',
    path: '/emulator',
    tag,
    summary: 'Returns the page of controls.',
    answer: { type: 'text/html' },
  },
  { method: 'get', path: '/controls.js', tag, summary: 'Returns the script of that page.', answer: script },
  { method: 'get', path: '/controls.css', tag, summary: 'Returns its styles.', answer: { type: 'text/css' } },
  {
    method: 'get',
    path: '/pages.css',
    tag,
    summary: 'Returns the styles of all pages.',
    answer: { type: 'text/css' },
  },
  ...['/favicon.ico', '/favicon.svg'].map((path): Route => ({
    method: 'get',
    path,
    tag,
    summary: 'Returns the icon of the pages.',
    answer: { type: 'image/svg+xml' },
  })),
  {
    method: 'get',
    path: '/directory.schema.json',
    tag,
    summary: 'Returns the JSON Schema of a directory file.',
    answer: { type: 'application/schema+json' },
  },
  {
    method: 'get',
    path: '/openapi.json',
    tag,
    summary: 'Returns this document.',
    answer: { schema: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }) },
  },
];
