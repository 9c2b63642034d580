import type { MediaTypes, OpenApiDocument, Operation } from '../../emulator/openapi/document.ts';
import { describeType, type Schema, type TypeStyle } from './schemaType.ts';
import { createFile, type WrittenFile } from './writtenFile.ts';

const introduction = `# The emulator's HTTP API

\`npm run docs:write -- api\` writes this page from the emulator's OpenAPI document. Do not edit it by hand. A running
emulator serves the document at \`http://localhost:5174/openapi.json\`, without a secret.

Types are written as in TypeScript. A comment has the limits of a number; the document also has those of texts. The type
\`object\` has any fields. A route answers 200 unless it says otherwise.`;

/** What a group of routes needs to know besides the document. */
const notes: Readonly<Record<string, string>> = {
  Controls:
    'Send the secret in the header `x-emulator-secret`. [Controls](emulator-controls.md) explains each action, scenario and condition, with examples.',
  'Token exchange':
    "Microsoft's identity client signs the requests. [Use the emulator](use-the-emulator.md#the-exchange-as-in-production) shows how.",
  Entra: 'MSAL sends these requests. [Use the emulator](use-the-emulator.md#sign-in-with-msal) shows how.',
  Graph: 'Send an access token of the emulated Entra in the header `Authorization: Bearer …`.',
  'Scripts and pages':
    '[Use the emulator](use-the-emulator.md#where-the-sdk-comes-from) shows how to load the SDK.',
};

const sentenceOnTypes = {
  one: 'A refusal has this body:',
  several: 'A refusal has the body `Refusal`. Bodies and answers contain the other types:',
};

type Parameter = Operation['parameters'][number];

interface PageRoute {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** @returns the type of the first content, or `undefined` for content that is not JSON or a form. */
function describeContent(content: MediaTypes | undefined, style: TypeStyle): string | undefined {
  const [schema] = Object.values(content ?? {}).map((media) => media.schema);
  return schema && describeType(schema as Schema, style);
}

function createExample(operation: Operation): string[] {
  const [[type, { example }] = ['', { example: undefined }]] = Object.entries(
    operation.requestBody?.content ?? {},
  );
  if (example === undefined) return [];
  const isForm = type !== 'application/json';
  const language = isForm ? 'text' : 'json';
  const text = isForm
    ? Object.entries(example as Record<string, string>)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n')
    : JSON.stringify(example);
  return [`Example${isForm ? ' (a form; encode the values)' : ''}:\n\n\`\`\`${language}\n${text}\n\`\`\``];
}

const describeParameter = ({ name, in: place, required, description }: Parameter): string =>
  `- \`${name}\` (${place}${required ? '' : ', optional'}): ${description}`;

/** @returns the parameters that at least three routes have, each once. The page describes them once for all routes. */
function findCommonParameters(routes: readonly PageRoute[]): string[] {
  const texts = routes.flatMap(({ operation }) => operation.parameters.map(describeParameter));
  return [...new Set(texts)].filter((text) => texts.filter((other) => other === text).length >= 3);
}

/** The length of an answer's type that is written without a code block. */
const maxShortType = 60;

/** Creates the text below the heading of a route. */
function createRouteText(
  { operation }: PageRoute,
  commonParameters: readonly string[],
  style: TypeStyle,
): string {
  const { summary, parameters, requestBody, responses } = operation;
  const [status = '200', answer] = Object.entries(responses).find(([name]) => name !== 'default') ?? [];
  const [type] = Object.keys(answer?.content ?? {});
  const bodyType = describeContent(requestBody?.content, style);
  const answerType = describeContent(answer?.content, style);
  // A short type is part of the sentence.
  const isShort = bodyType === undefined && answerType !== undefined && answerType.length < maxShortType;
  const types = [
    ['Body', bodyType],
    ['Answer', isShort ? undefined : answerType],
  ].flatMap(([name, text]) => (text === undefined ? [] : [`type ${name} = ${text};`]));
  const shortType = isShort ? ` with \`${answerType.replace(/^\((\w+)\)/, '$1')}\`` : '';
  const format = type === 'application/json' ? shortType : type ? ` with \`${type}\`` : ' without a body';
  const statusText = status === '200' ? '' : ` ${status}`;
  const answers = statusText + format === '' ? '' : ` Answers${statusText}${format}.`;
  const isCommon = (parameter: Parameter) => commonParameters.includes(describeParameter(parameter));
  // The path names its parameters itself.
  const options = parameters.filter((parameter) => isCommon(parameter) && parameter.in === 'query');
  const optionNames = options.map(({ name }) => `\`${name}\``).join(', ');
  const ownParameters = parameters.filter((parameter) => !isCommon(parameter));
  return [
    `${summary}${answers}${optionNames && ` Query: ${optionNames}.`}`,
    ...(ownParameters.length > 0 ? [ownParameters.map(describeParameter).join('\n')] : []),
    ...(types.length > 0 ? [`\`\`\`ts\n${types.join('\n')}\n\`\`\``] : []),
    ...createExample(operation),
  ].join('\n\n');
}

/** Creates the sections of routes. Routes with the same text share a section. */
function createRouteSections(
  routes: readonly PageRoute[],
  commonParameters: readonly string[],
  style: TypeStyle,
): string[] {
  const headings = new Map<string, string[]>();
  for (const route of routes) {
    const text = createRouteText(route, commonParameters, style);
    const heading = `\`${route.method.toUpperCase()} ${route.path}\``;
    headings.set(text, [...(headings.get(text) ?? []), heading]);
  }
  return [...headings].map(([text, names]) => `### ${names.join(', ')}\n\n${text}`);
}

/** Creates the page `docs/emulator-http-api.md`. */
export function createHttpApiPage(document: OpenApiDocument): Promise<WrittenFile> {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
  const sections = document.tags.map(({ name, description }) => {
    const ownRoutes = routes.filter(({ operation }) => operation.tags.some((tag) => tag === name));
    const namedTypes = new Map<string, string>();
    const style: TypeStyle = { namedTypes, namedSchemas: new Map(), comments: 'limits' };
    const commonParameters = findCommonParameters(ownRoutes);
    const refusal = describeContent(ownRoutes[0]?.operation.responses['default']?.content, style);
    if (refusal) namedTypes.set('Refusal', refusal);
    const routeSections = createRouteSections(ownRoutes, commonParameters, style);
    const types = [...namedTypes].map(([typeName, type]) => `type ${typeName} = ${type};`);
    return [
      `## ${name}`,
      `${description} ${notes[name] ?? ''}`,
      ...(types.length > 0
        ? [
            `${sentenceOnTypes[types.length > 1 ? 'several' : 'one']}\n\n\`\`\`ts\n${types.join('\n')}\n\`\`\``,
          ]
        : []),
      ...(commonParameters.length > 0
        ? [`Several routes have these parameters:\n\n${commonParameters.join('\n')}`]
        : []),
      ...routeSections,
    ].join('\n\n');
  });
  return createFile('docs/emulator-http-api.md', [introduction, ...sections].join('\n\n'));
}
