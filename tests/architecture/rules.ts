/** Says which files a file of `folder` may import, in addition to other files of `folder`. */
export interface Rule {
  readonly folder: string;
  /** Beginnings of paths from the project's root. An import of any other file is refused. */
  readonly allowedPaths: readonly string[];
}

/**
 * Creates the rule of a folder.
 * @param room the path of the folder's room, such as `src/web/`
 * @param names what the folder may import, separated by spaces: folders or files of the same room, or paths that begin with `src/`
 */
function createRule(room: string, folder: string, names: readonly string[]): Rule {
  const paths = names.flatMap((text) => text.split(' ')).filter(Boolean);
  const allowedPaths = paths.map((path) => {
    const name = path.endsWith('.ts') ? path : `${path}/`;
    return path.startsWith('src/') ? name : room + name;
  });
  return { folder: folder === '' ? room : `${room}${folder}/`, allowedPaths };
}
const web = (folder: string, ...names: string[]) => createRule('src/web/', folder, names);
const emulator = (folder: string, ...names: string[]) => createRule('src/emulator/', folder, names);

/** The folders of the drop-in SDK (the emulator's replacement for the Calling SDK). Each may import the folders before it. */
const dropInFolders = 'base devices media participants diagnostics call features agent recorder'
  .split(' ')
  .map((name) => `sdk/${name}`);

/** The table of all rules. The rule of a file is the first one whose folder contains the file. */
export const rules: readonly Rule[] = [
  createRule('src/contract/', '', []),

  web('base'),
  web('errors', 'src/contract base'),
  web('i18n', 'locales base'),
  web('config', 'src/contract errors'),
  // What the phone offers in each case.
  web('capabilities', 'locales'),
  // Tokens, and the requests to Graph. `people/`, `workday/` and `lists/` declare what they need from Graph, `backend/` implements it.
  web('backend', 'src/contract auth/tokenRequest.ts lists people workday config errors base'),
  web('settings', 'base'),
  web('ui', 'errors i18n base'),
  // The user's consents to features, and the prompt that asks for them. `auth/` implements the consents.
  web('consent', 'capabilities errors ui i18n base'),
  web('auth', 'src/contract consent capabilities errors config ui i18n base'),
  // The token inspector, which shows the tokens of the sign-in. It gets the tokens through its type `InspectorSource`.
  web('inspector', 'locales errors config ui i18n base'),
  // The set-up check, a page of its own. It needs sign-in and the token hook (how the app gets an ACS token), but no calls.
  web('doctor', 'src/contract auth backend config errors ui i18n base'),

  // The boundary to the Calling SDK. Each folder imports only the folders above it in this list.
  web('calling/sdk', 'base'),
  web('calling/devices', 'calling/sdk errors settings base'),
  web('calling/agent', 'calling/sdk calling/devices errors base'),
  web('calling/call', 'calling/sdk calling/devices capabilities errors base'),
  web('calling/calls', 'calling/sdk calling/devices calling/agent calling/call errors base'),
  web('calling/tab', 'calling/sdk calling/agent calling/call calling/calls base'),
  web('calling', 'capabilities errors settings base'),

  // People outside calls: names, photos, presence, favourites, and the components that show them.
  web('people', 'consent calling ui i18n errors base'),
  // The user's day besides calls: today's meetings, new meetings and chats.
  web('workday', 'errors base'),
  // The call history.
  web('history', 'calling base'),
  // The user's favourites, calls and settings as one list of records, which a file or another computer can have.
  web('lists', 'people history settings base'),
  // The search for people whom the user can call, add to a call or choose as the target of a transfer.
  web('callee', 'locales person-card people history calling capabilities ui i18n base'),
  // What the app knows about the other person of a call, for the parts that show it.
  web('caller', 'people history consent calling i18n base'),
  // Adding people to a call: the call feature.
  web('add-people', 'calling errors'),
  // Transferring a call: the call feature, and what every part of the screen needs to start a transfer. It draws nothing.
  web('transfer', 'add-people people calling i18n errors base'),
  // The card of a person: what is known about the person, and what the user can do with them now.
  web('person-card', 'transfer people consent calling ui i18n base'),
  // The data of *Save diagnostics*, which this folder collects by watching the calls.
  web('diagnostics', 'errors backend calling people history base'),
  // The list of favourites, which the column *Favourites* and the view *People* show.
  web('favourites', 'callee person-card transfer people history calling ui i18n base'),
  // The company's own systems: screen pop, call events, requests for calls.
  web('integration', 'src/contract callee people history calling ui i18n errors base'),
  // Call features: what lives as long as a call.
  web(
    'features',
    'integration add-people transfer callee caller people history workday consent calling capabilities ui i18n errors base',
  ),
  // The buttons and lights of USB headsets.
  web('headset', 'features calling ui errors base'),
  // Parts of screens that are not call features.
  web(
    'areas',
    'locales integration headset favourites person-card transfer callee caller people consent workday history calling',
    'diagnostics lists settings ui i18n errors base',
  ),
  // The pages of the app. From `config/`, they may import only `check.ts`.
  web(
    'screens',
    'areas integration headset features transfer caller people history consent calling settings ui i18n errors',
    'config/check.ts base',
  ),
  // The HTML page around the app: Trusted Types, the check for a newer build, the style sheet.
  web('page', 'base'),
  // Chooses the screen for the app's current phase.
  web(
    'app',
    'screens areas features integration lists people workday history calling diagnostics inspector doctor auth consent settings',
    'config errors ui i18n base',
  ),
  // The service worker, the page that it shows while the server cannot be reached, and the worker's registration.
  web('offline', 'i18n base'),
  // Puts the app together.
  web(
    'assembly',
    'app integration lists people history calling capabilities diagnostics inspector doctor auth backend consent workday settings',
    'config errors offline page base',
  ),
  // The screen of a signed-out user, which the build renders, and the script that shows it while the app loads.
  web('first-screen', 'app assembly auth doctor i18n offline base'),
  // `main.tsx`
  { folder: 'src/web/', allowedPaths: ['src/web/'] },

  createRule('src/server/', '', ['src/server src/contract']),
  // The emulator: each folder may import folders above it in this list. `wire/` runs in the server and in the browser.
  emulator('wire', 'src/contract'),
  emulator('core', 'src/contract wire'),
  emulator('http'),
  // The directory file: its schema, its check, and the default file. `emulator.ts` passes the directory to all others.
  emulator('directory', 'wire core http'),
  // The flags, environment variables and options of the emulator.
  emulator('settings', 'wire http'),
  emulator('html', 'core http'),
  // The drop-in SDK runs in the browser. It shares only the protocol in `wire/` with the server.
  ...dropInFolders.map((folder, index) => emulator(folder, 'wire', ...dropInFolders.slice(0, index))),
  emulator('sdk', 'wire'),
  emulator('sdk-module', 'wire core http'),
  emulator('entra/protocol', 'src/contract core'),
  emulator('entra/pages', 'core html entra/protocol'),
  emulator('entra', 'wire core http'),
  emulator('graph', 'wire core http html'),
  emulator('identity', 'src/contract wire core http'),
  // Signalling: each folder may import the folders that are listed before it.
  emulator('signalling/endpoints', 'wire core'),
  emulator('signalling/calls', 'wire core signalling/endpoints'),
  emulator('signalling/media-relay', 'wire core'),
  emulator('signalling/network', 'wire core signalling/calls signalling/endpoints signalling/media-relay'),
  emulator('signalling/features', 'wire signalling/calls signalling/endpoints'),
  emulator(
    'signalling/ringing',
    'wire core signalling/calls signalling/endpoints signalling/network signalling/timing.ts',
  ),
  emulator('signalling', 'wire core'),
  emulator('contact-centre', 'wire core http signalling'),
  emulator('controls/requests', 'wire core http'),
  emulator('controls/actions', 'wire core signalling controls/requests'),
  // The script of the emulator's page at `/emulator`. It imports only the types of the state that the page shows.
  emulator('controls/page', 'controls/views.ts'),
  emulator('controls', 'wire core http html identity signalling contact-centre version.ts'),
  emulator('scenarios', 'wire core http signalling controls/requests'),
  // The flight recorder's page and routes. The page's script uses only what reads and compares traces.
  emulator('trace/reading', 'core/recorder/traceFormat.ts'),
  emulator('trace/page', 'core/recorder trace/reading controls/page/dom.ts controls/page/secret.ts'),
  emulator('trace', 'core http html controls/requests sdk-module'),
  // The OpenAPI document, which follows from what the routes say about themselves.
  emulator('openapi', 'http version.ts'),
  emulator('testing', 'src/emulator src/contract'),
  emulator('', 'src/emulator src/contract'),
  // The entries of the npm package, through which other projects use the emulator.
  createRule('src/emulator-package/', '', [
    'src/emulator/emulator.ts src/emulator/version.ts src/emulator/settings src/emulator/trace/tracePage.ts',
  ]),
  // The commands of package.json put the programs together. `writeIcons.ts` draws the icons with the browser of the tests.
  { folder: 'src/dev/', allowedPaths: ['src/', 'tests/support/browser.ts'] },
];
