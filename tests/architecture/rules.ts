import type { Import } from './imports.ts';

/** Who may import whom. `may` and `never` are beginnings of paths from the root; what is in neither is refused. */
export interface Rule {
  readonly folder: string;
  readonly may: readonly string[];
}

const web = (...names: string[]) => names.map((name) => `src/web/${name}`);
const base = web('base/');
const calling = (...names: string[]) => names.map((name) => `src/web/calling/${name}`);
const locale = 'public/locales/';
const emulator = (...names: string[]) => names.map((name) => `src/emulator/${name}`);

/** The folders of the drop-in SDK. Each may import those before it. */
const dropInFolders = [
  'base/',
  'devices/',
  'media/',
  'bots/',
  'participants/',
  'diagnostics/',
  'call/',
  'features/',
  'agent/',
].map((name) => `src/emulator/sdk/${name}`);

/** The table. The first row whose folder holds the file decides. */
export const rules: readonly Rule[] = [
  { folder: 'src/contract/', may: [] },

  { folder: 'src/web/base/', may: [] },
  { folder: 'src/web/errors/', may: ['src/contract/', ...base] },
  { folder: 'src/web/i18n/', may: [locale, ...base] },
  { folder: 'src/web/config/', may: web('errors/') },
  { folder: 'src/web/backend/', may: ['src/contract/', ...web('errors/', 'config/'), ...base] },
  { folder: 'src/web/settings/', may: base },
  { folder: 'src/web/ui/', may: [...web('errors/', 'i18n/'), ...base] },
  { folder: 'src/web/auth/', may: ['src/contract/', ...web('errors/', 'config/', 'ui/', 'i18n/'), ...base] },
  // The token inspector's chunk. `InspectorSource` hands it the tokens.
  { folder: 'src/web/inspector/', may: [...web('errors/', 'config/', 'ui/', 'i18n/'), ...base] },
  // A second root of the page beside the app: sign-in and the token hook, without a phone.
  {
    folder: 'src/web/doctor/',
    may: [...web('auth/', 'backend/', 'config/', 'errors/', 'ui/', 'i18n/'), ...base],
  },

  // The boundary to the Calling SDK. Each folder imports only those above it.
  { folder: 'src/web/calling/sdk/', may: base },
  { folder: 'src/web/calling/devices/', may: [...calling('sdk/'), ...web('errors/', 'settings/'), ...base] },
  { folder: 'src/web/calling/agent/', may: [...calling('sdk/', 'devices/'), ...web('errors/'), ...base] },
  { folder: 'src/web/calling/call/', may: [...calling('sdk/', 'devices/'), ...web('errors/'), ...base] },
  {
    folder: 'src/web/calling/calls/',
    may: [...calling('sdk/', 'devices/', 'agent/', 'call/'), ...web('errors/'), ...base],
  },
  {
    folder: 'src/web/calling/tab/',
    may: [...calling('sdk/', 'agent/', 'call/', 'calls/'), ...base],
  },
  { folder: 'src/web/calling/', may: [...web('errors/', 'settings/'), ...base] },

  // People outside calls: names, photos, presence, favourites, and the components that show them.
  { folder: 'src/web/people/', may: [...web('calling/', 'ui/', 'i18n/'), ...base] },
  // The call history.
  { folder: 'src/web/history/', may: [...web('calling/'), ...base] },
  // Finding and picking people: whom to call, to add and to transfer to.
  { folder: 'src/web/callee/', may: [locale, ...web('people/', 'calling/', 'ui/', 'i18n/'), ...base] },
  // What *Save diagnostics* saves. It watches the phone from outside.
  {
    folder: 'src/web/diagnostics/',
    may: [...web('errors/', 'backend/', 'calling/', 'people/', 'history/'), ...base],
  },
  // Call features: what a user can do in a call.
  {
    folder: 'src/web/features/',
    may: [...web('callee/', 'people/', 'calling/', 'ui/', 'i18n/', 'errors/'), ...base],
  },
  // Parts of screens that are no call features.
  {
    folder: 'src/web/areas/',
    may: [
      locale,
      ...web(
        'callee/',
        'people/',
        'history/',
        'calling/',
        'diagnostics/',
        'settings/',
        'ui/',
        'i18n/',
        'errors/',
      ),
      ...base,
    ],
  },
  // Of the configuration, screens know only its faults.
  {
    folder: 'src/web/screens/',
    may: [
      ...web(
        'areas/',
        'features/',
        'people/',
        'calling/',
        'settings/',
        'ui/',
        'i18n/',
        'errors/',
        'config/check.ts',
      ),
      ...base,
    ],
  },
  // The HTML page that the app stands in: Trusted Types, the deployed build, the style sheet.
  { folder: 'src/web/page/', may: base },
  // Phase → screen, for the whole app.
  {
    folder: 'src/web/app/',
    may: [
      ...web(
        'screens/',
        'areas/',
        'features/',
        'people/',
        'history/',
        'calling/',
        'diagnostics/',
        'inspector/',
      ),
      ...web('doctor/', 'auth/', 'config/', 'errors/', 'ui/', 'i18n/'),
      ...base,
    ],
  },
  // Puts the app together.
  {
    folder: 'src/web/assembly/',
    may: [
      ...web('app/', 'people/', 'history/', 'calling/', 'diagnostics/', 'inspector/', 'doctor/', 'auth/'),
      ...web('backend/', 'settings/', 'config/', 'errors/'),
      ...base,
    ],
  },
  // `main.tsx`
  { folder: 'src/web/', may: ['src/web/'] },

  { folder: 'src/server/', may: ['src/server/', 'src/contract/'] },
  // The emulator, bottom up. `wire/` runs in the server and in the browser.
  { folder: 'src/emulator/wire/', may: [] },
  { folder: 'src/emulator/core/', may: emulator('wire/') },
  { folder: 'src/emulator/http/', may: [] },
  { folder: 'src/emulator/html/', may: emulator('core/', 'http/') },
  // The drop-in SDK runs in the page. It shares the protocol with the server, and no other code.
  ...dropInFolders.map((folder, index) => ({
    folder,
    may: [...emulator('wire/'), ...dropInFolders.slice(0, index)],
  })),
  { folder: 'src/emulator/sdk/', may: emulator('wire/') },
  { folder: 'src/emulator/sdk-module/', may: emulator('wire/', 'core/', 'http/') },
  { folder: 'src/emulator/entra/protocol/', may: emulator('core/') },
  { folder: 'src/emulator/entra/pages/', may: emulator('core/', 'html/', 'entra/protocol/') },
  { folder: 'src/emulator/entra/', may: emulator('core/', 'http/') },
  { folder: 'src/emulator/graph/', may: emulator('core/', 'http/', 'html/') },
  { folder: 'src/emulator/identity/', may: emulator('core/', 'http/') },
  // Signalling, bottom up. Everything below `commands/` changes calls without asking who may.
  { folder: 'src/emulator/signalling/endpoints/', may: emulator('wire/', 'core/') },
  { folder: 'src/emulator/signalling/calls/', may: emulator('wire/', 'core/', 'signalling/endpoints/') },
  {
    folder: 'src/emulator/signalling/network/',
    may: emulator('wire/', 'core/', 'signalling/calls/', 'signalling/endpoints/'),
  },
  {
    folder: 'src/emulator/signalling/features/',
    may: emulator('wire/', 'signalling/calls/', 'signalling/endpoints/'),
  },
  {
    folder: 'src/emulator/signalling/ringing/',
    may: emulator(
      'wire/',
      'core/',
      ...['calls/', 'endpoints/', 'network/', 'timing.ts'].map((name) => `signalling/${name}`),
    ),
  },
  { folder: 'src/emulator/signalling/', may: emulator('wire/', 'core/') },
  { folder: 'src/emulator/controls/requests/', may: emulator('wire/', 'core/', 'http/') },
  {
    folder: 'src/emulator/controls/actions/',
    may: emulator('wire/', 'core/', 'signalling/', 'controls/requests/'),
  },
  // The script of the page at `/emulator`. It knows the form of the state that it shows, and no other code.
  { folder: 'src/emulator/controls/page/', may: emulator('controls/views.ts') },
  { folder: 'src/emulator/controls/', may: emulator('wire/', 'core/', 'http/', 'signalling/') },
  {
    folder: 'src/emulator/scenarios/',
    may: emulator('wire/', 'core/', 'http/', 'signalling/', 'controls/requests/'),
  },
  { folder: 'src/emulator/testing/', may: ['src/emulator/'] },
  { folder: 'src/emulator/', may: ['src/emulator/', 'src/contract/'] },
  // The commands of package.json put the programs together.
  { folder: 'src/dev/', may: ['src/'] },
];

const sdk = '@azure/communication-calling';

/** Files through which something reaches the app that is kept out of everything else. */
const doors = {
  sdkValues: 'src/web/calling/sdk/sdk.ts',
  reactInCalling: 'src/web/calling/react.tsx',
  msal: 'src/web/auth/',
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
/** The call feature or the screen area that a file belongs to, as the path of its folder. */
const partOf = (path: string): string | undefined => /^src\/web\/(?:features|areas)\/[^/]+\//.exec(path)?.[0];
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.includes('/fixtures/');

/** Folders whose files run in the browser, where there are no Node modules. */
const browserFolders = [
  'src/contract/',
  'src/web/',
  'src/emulator/wire/',
  'src/emulator/sdk/',
  'src/emulator/controls/page/',
];

/** Why an import is forbidden, or `null` when it is fine. */
export function verdict({ from, to, typeOnly }: Import): string | null {
  const isOurs = to.startsWith('src/') || to.startsWith('public/') || to.startsWith('tests/');
  if (!isOurs) return foreignVerdict({ from, to, typeOnly });
  if (isTest(from)) return null;
  const rule = rules.find(({ folder }) => from.startsWith(folder));
  if (!rule) return 'its folder has no row in the table';
  const target = partOf(to);
  if (partOf(from) && target && target !== partOf(from))
    return 'a feature or an area may not import another one';
  if (
    rule.folder === 'src/web/screens/' &&
    to.startsWith('src/web/calling/') &&
    to !== doors.reactInCalling &&
    !typeOnly
  )
    return 'screens know of calling only its bridge';
  const allowed = [rule.folder === 'src/web/' ? 'src/web/' : folderOf(rule.folder), ...rule.may];
  return allowed.some((start) => to.startsWith(start)) ? null : `${rule.folder} may not import ${to}`;
}

function foreignVerdict({ from, to, typeOnly }: Import): string | null {
  if (to.startsWith('node:') && !isTest(from) && browserFolders.some((folder) => from.startsWith(folder)))
    return 'the browser has no Node modules';
  // The SDK's types are the protocol's vocabulary.
  if (from.startsWith('src/emulator/wire/') && !isTest(from) && !/^zod(\/mini)?$/.test(to))
    return to === sdk && typeOnly ? null : 'the protocol imports nothing but its schemas';
  if (!from.startsWith('src/web/') || isTest(from)) {
    return from.startsWith('src/contract/') && !to.startsWith('zod')
      ? 'contract imports nothing but its checks'
      : null;
  }
  if (to === sdk && !typeOnly && from !== doors.sdkValues) return 'SDK values enter through one file';
  if (to === sdk && from.startsWith('src/web/screens/')) return 'screens do not know the SDK';
  if (/^react(-dom)?(\/|$)/.test(to) && from.startsWith('src/web/calling/') && from !== doors.reactInCalling)
    return 'React enters calling/ through one file';
  if (to.startsWith('@azure/msal-') && !from.startsWith(doors.msal)) return 'MSAL stays in auth/';
  return null;
}
