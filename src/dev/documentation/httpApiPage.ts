import type { MediaTypes, OpenApiDocument, Operation } from '../../emulator/openapi/document.ts';
import { describeType, type Schema, type TypeStyle } from './schemaType.ts';
import { createFile, type WrittenFile } from './writtenFile.ts';

const introduction = `# The emulator's HTTP API

\`npm run docs:write -- api\` writes this page from the emulator's OpenAPI document, which follows from its routes. Do not edit the page
by hand. A running emulator serves the document at \`http://localhost:5174/openapi.json\`, without a secret. A test compares it
with real requests and answers.

Types are written as in TypeScript. An object may have any fields if its type is \`object\`, and further fields if its type
has \`[other: string]: unknown\`.`;

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
  several: 'A refusal has the body `Refusal`. The other types are parts of bodies and answers:',
};

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
  return [
    `Example of a body${isForm ? ' (a form; encode the values)' : ''}:\n\n\`\`\`${language}\n${text}\n\`\`\``,
  ];
}

function createRouteSection({ method, path, operation }: PageRoute, style: TypeStyle): string {
  const { summary, parameters, requestBody, responses } = operation;
  const [status = '200', answer] = Object.entries(responses).find(([name]) => name !== 'default') ?? [];
  const [type] = Object.keys(answer?.content ?? {});
  const types = [
    ['Body', describeContent(requestBody?.content, style)],
    ['Answer', describeContent(answer?.content, style)],
  ].flatMap(([name, text]) => (text === undefined ? [] : [`type ${name} = ${text};`]));
  const isJson = type === 'application/json';
  return [
    `### \`${method.toUpperCase()} ${path}\``,
    `${summary} Answers ${status}${isJson ? '' : type ? ` with \`${type}\`` : ' without a body'}.`,
    ...(parameters.length > 0
      ? [
          parameters
            .map(({ name, in: place, required, description }) => {
              const isOptional = place === 'query' && !required;
              return `- \`${name}\` (${place}${isOptional ? ', optional' : ''}): ${description}`;
            })
            .join('\n'),
        ]
      : []),
    ...(types.length > 0 ? [`\`\`\`ts\n${types.join('\n')}\n\`\`\``] : []),
    ...createExample(operation),
  ].join('\n\n');
}

/** Creates the page `docs/emulator-http-api.md`. */
export function createHttpApiPage(document: OpenApiDocument): Promise<WrittenFile> {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
  const sections = document.tags.map(({ name, description }) => {
    const ownRoutes = routes.filter(({ operation }) => operation.tags.some((tag) => tag === name));
    const namedTypes = new Map<string, string>();
    const style: TypeStyle = { namedTypes, comments: 'limits' };
    const refusal = describeContent(ownRoutes[0]?.operation.responses['default']?.content, style);
    if (refusal) namedTypes.set('Refusal', refusal);
    const routeSections = ownRoutes.map((route) => createRouteSection(route, style));
    const types = [...namedTypes].map(([typeName, type]) => `type ${typeName} = ${type};`);
    return [
      `## ${name}`,
      `${description} ${notes[name] ?? ''}`,
      ...(types.length > 0
        ? [
            `${sentenceOnTypes[types.length > 1 ? 'several' : 'one']}\n\n\`\`\`ts\n${types.join('\n')}\n\`\`\``,
          ]
        : []),
      ...routeSections,
    ].join('\n\n');
  });
  return createFile('docs/emulator-http-api.md', [introduction, ...sections].join('\n\n'));
}
