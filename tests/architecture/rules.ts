/** Which files a folder may import, besides its own. */
export interface Rule {
  readonly folder: string;
  /** Beginnings of paths from the root. An import of any other file is refused. */
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

/** The table. For each file the first row applies whose folder holds it. */
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
  // The set-up check, a page of its own: sign-in and the token hook, without a phone.
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
  // The data of *Save diagnostics*. It subscribes to the phone.
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
  // Screens may import only the check of the configuration.
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
  // Chooses the screen for the app's current phase.
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
  // The drop-in SDK runs in the page. It shares only the protocol with the server.
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
  // The script of the page at `/emulator`. It imports only the types of the state that it shows.
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
