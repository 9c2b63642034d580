import type * as z from 'zod';
import { ActResult, actions } from '../../emulator/controls/actions/actions.ts';
import { CreateAgentRequest } from '../../emulator/controls/callControls.ts';
import { CallersRequest } from '../../emulator/controls/contactCentreControls.ts';
import { meetingName, virtualMedia } from '../../emulator/controls/requests/names.ts';
import * as views from '../../emulator/controls/views.ts';
import { DirectoryFile, phoneBehaviour } from '../../emulator/directory/schema.ts';
import { createSchema } from '../../emulator/openapi/document.ts';
import { ScenarioMeeting } from '../../emulator/scenarios/scenario.ts';
import { scenarios } from '../../emulator/scenarios/scenarioRoutes.ts';
import { Recording } from '../../emulator/trace/traceControls.ts';
import { Conditions } from '../../emulator/wire/conditions.ts';
import { createComment, describeType, type Schema } from './schemaType.ts';
import { createFile, type WrittenFile } from './writtenFile.ts';

const introduction = `// \`npm run docs:write -- api\` writes this file from the schemas of the emulator. Do not edit it by hand. The package has no
// dependencies, so its types cannot import the schemas.`;

/** The types of values that the emulator returns, or takes as parameters. */
const readonlyTypes = [
  virtualMedia,
  meetingName,
  views.Person,
  views.Directory,
  views.Participant,
  views.Call,
  views.Agent,
  CreateAgentRequest.omit({ user: true }).meta({
    title: 'VirtualAgentOptions',
    description: 'What a virtual agent does with calls to its person.',
  }),
  views.CentreSettings,
  views.ContactCentre,
  CallersRequest.omit({ to: true }).meta({
    title: 'CallersOptions',
    description: 'How telephones call a service number.',
  }),
  ActResult,
  Recording,
  ScenarioMeeting,
  views.Use,
].map((schema) => createSchema(schema) as Schema);

/** The types of objects that an app may build step by step. */
const mutableTypes = [Conditions, phoneBehaviour(), DirectoryFile].map(
  (schema) => createSchema(schema) as Schema,
);

/** Creates a type that maps the names of controls to their parameters. */
const createParameterMap = (
  title: string,
  description: string,
  entries: readonly { name: string; description: string; parameters: z.ZodObject }[],
): Schema => ({
  title,
  description,
  type: 'object',
  properties: Object.fromEntries(
    entries.map((entry) => [
      entry.name,
      { ...createSchema(entry.parameters), description: entry.description } as Schema,
    ]),
  ),
  required: entries.map(({ name }) => name),
});

const parameterMaps = [
  createParameterMap(
    'Acts',
    'What a person, a participant or a phone number can do, and the parameters. People are named as everywhere: by given name, display name, sign-in name or object id.',
    actions,
  ),
  createParameterMap(
    'Scenarios',
    'The scenarios, each a sequence of events for one person, and the parameters.',
    scenarios,
  ),
];

/** The descriptions of named types. A field of such a type does not repeat the description. */
const hiddenDescriptions = new Set(readonlyTypes.map(({ description = '' }) => description));

/** Declares a type under its title. */
function declareType({ title, description, ...schema }: Schema, isReadonly: boolean): string {
  const style = { namedTypes: new Map(), comments: 'descriptions', hiddenDescriptions, isReadonly } as const;
  const type = describeType(schema, style);
  const declaration = type.startsWith('{') ? `interface ${title} ${type}` : `type ${title} = ${type};`;
  return `${createComment(description)}export ${declaration}`;
}

/** Creates the types of the npm package that are generated from the emulator's schemas. */
export function createDeclaredTypes(): Promise<WrittenFile> {
  const declarations = [
    ...[...readonlyTypes, ...parameterMaps].map((schema) => declareType(schema, true)),
    ...mutableTypes.map((schema) => declareType(schema, false)),
  ];
  return createFile('src/emulator-package/declaredTypes.ts', [introduction, ...declarations].join('\n\n'));
}
