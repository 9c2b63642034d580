import { startEmulator } from '../../emulator/emulator.ts';
import type { MediaTypes, OpenApiDocument, Operation } from '../../emulator/openapi/document.ts';
import { describeType, type Schema, type TypeStyle } from './schemaType.ts';
import { createFile, createList, type WrittenFile } from './writtenFile.ts';

const introduction = `# The emulator's HTTP API

\`npm run docs:write -- api\` writes this page from the emulator's OpenAPI document. Do not edit it by hand. A running
emulator serves the document at \`http://localhost:5174/openapi.json\`, without a secret, with all types and examples.

Types are written as in TypeScript. A comment has the limits of a number. The type \`object\` has any fields. A route answers
200 unless it says otherwise.`;

interface Notes {
  /** What the document does not say about a group of routes. */
  readonly text: string;
  /** Whether the page only lists the routes, because Microsoft documents their bodies and answers, or they have none. */
  readonly isList?: boolean;
}
/** The notes on each group of routes, by the name of the group. */
const notes: Readonly<Record<string, Notes>> = {
  Controls: {
    text: 'Send the secret in the header `x-emulator-secret`. [Controls](emulator-controls.md) explains each action, scenario and condition, with examples.',
  },
  'Token exchange': {
    text: "Microsoft's identity client signs the requests. [Use the emulator](use-the-emulator.md#the-exchange-as-in-production) shows how.",
  },
  Entra: {
    text: 'MSAL sends these requests; [Use the emulator](use-the-emulator.md#sign-in-with-msal) shows how. `{tenant}` is a tenant id, a domain of a tenant, `organizations` or `common`.',
    isList: true,
  },
  Graph: {
    text: 'Send an access token of the emulated Entra in the header `Authorization: Bearer …`. `{id}` is an object id or a UPN, or the id of a chat. Bodies, answers and refusals have the form that Microsoft documents.',
    isList: true,
  },
  'Scripts and pages': {
    text: '[Use the emulator](use-the-emulator.md#where-the-sdk-comes-from) shows how to load the SDK.',
    isList: true,
  },
};

interface PageRoute {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const formatName = ({ method, path }: PageRoute): string => `\`${method.toUpperCase()} ${path}\``;

/** @returns the type of the first content; `undefined` for content that is neither JSON nor a form */
function describeContent(content: MediaTypes | undefined, style: TypeStyle): string | undefined {
  const [schema] = Object.values(content ?? {}).map((media) => media.schema);
  return schema && describeType(schema as Schema, style);
}

/** @returns status and description of a success. The entry `default` describes refusals. */
const findAnswer = ({ responses }: Operation) =>
  Object.entries(responses).find(([name]) => name !== 'default') ?? (['200', {}] as const);

/** An answer's type that is shorter than this stands in the text, and not in a code block. */
const maxShortType = 60;

function createRouteSection(route: PageRoute, style: TypeStyle): string {
  const { summary, parameters, requestBody } = route.operation;
  const [status, answer] = findAnswer(route.operation);
  const bodyType = describeContent(requestBody?.content, style);
  const answerType = describeContent('content' in answer ? answer.content : undefined, style);
  const isShort = bodyType === undefined && answerType !== undefined && answerType.length < maxShortType;
  const types = [
    ...(bodyType === undefined ? [] : [`type Body = ${bodyType};`]),
    ...(answerType === undefined || isShort ? [] : [`type Answer = ${answerType};`]),
  ];
  // `(Call)[]` becomes `Call[]`.
  const shortType = isShort ? ` with \`${answerType.replace(/^\((\w+)\)/, '$1')}\`` : '';
  const answers = (status === '200' ? '' : ` ${status}`) + shortType;
  const [example] = Object.values(requestBody?.content ?? {}).map((media) => media.example);
  const parameterItems = parameters.map(({ name, in: place, required, description }) => {
    return `- \`${name}\` (${place}${required ? '' : ', optional'}): ${description}`;
  });
  const paragraphs = [
    `### ${formatName(route)}`,
    `${summary}${answers && ` Answers${answers}.`}`,
    parameterItems.join('\n'),
    types.length > 0 ? `\`\`\`ts\n${types.join('\n')}\n\`\`\`` : '',
    example === undefined ? '' : `Example:\n\n\`\`\`json\n${JSON.stringify(example)}\n\`\`\``,
  ];
  return paragraphs.filter(Boolean).join('\n\n');
}

/** Creates a list of routes with their parameters in the query. Routes with the same text share an item. */
function createRouteList(routes: readonly PageRoute[]): string {
  const pairs = routes.map((route) => {
    const { summary, parameters } = route.operation;
    const [status] = findAnswer(route.operation);
    const query = parameters.filter((parameter) => parameter.in === 'query');
    const options = query.map(({ name, required }) => `\`${name}\`${required ? ' (required)' : ''}`);
    const answers = status === '200' ? '' : ` Answers ${status}.`;
    const queryText = options.length > 0 ? ` Query: ${options.join(', ')}.` : '';
    return [formatName(route), summary + answers + queryText] as const;
  });
  return createList(pairs);
}

async function readOpenApiDocument(): Promise<OpenApiDocument> {
  const emulator = await startEmulator();
  try {
    const response = await fetch(`${emulator.url}/openapi.json`);
    return (await response.json()) as OpenApiDocument;
  } finally {
    await emulator.stop();
  }
}

/** Creates the page `docs/emulator-http-api.md`. */
export async function createHttpApiPage(): Promise<WrittenFile> {
  const document = await readOpenApiDocument();
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
  const sections = document.tags.map(({ name, description }) => {
    const ownRoutes = routes.filter(({ operation }) => operation.tags.some((tag) => tag === name));
    const { text = '', isList = false } = notes[name] ?? {};
    const head = `## ${name}\n\n${description} ${text}`;
    if (isList) return `${head}\n\n${createRouteList(ownRoutes)}`;
    const namedTypes = new Map<string, string>();
    const style: TypeStyle = { namedTypes, namedSchemas: new Map(), comments: 'limits' };
    const refusal = describeContent(ownRoutes[0]?.operation.responses['default']?.content, style);
    if (refusal) namedTypes.set('Refusal', refusal);
    const routeSections = ownRoutes.map((route) => createRouteSection(route, style));
    const types = [...namedTypes].map(([typeName, type]) => `type ${typeName} = ${type};`);
    return [
      head,
      `A refusal has the body \`Refusal\`. Other types are parts of bodies and answers.\n\n\`\`\`ts\n${types.join('\n')}\n\`\`\``,
      ...routeSections,
    ].join('\n\n');
  });
  return createFile('docs/emulator-http-api.md', [introduction, ...sections].join('\n\n'));
}
