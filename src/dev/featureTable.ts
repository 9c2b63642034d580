import {
  featureMatrix,
  refusedMembers,
  type FeatureName,
  type Status,
} from '../emulator/sdk/features/matrix.ts';
import { createAgentTable } from './agentTable.ts';
import { createPageParts, type WrittenFile } from './documentation/writtenFile.ts';

/** The features of the Calling SDK, each with how the drop-in SDK (the emulator's replacement) supports it. */
const features = Object.entries(featureMatrix) as [FeatureName, (typeof featureMatrix)[FeatureName]][];
const statuses: readonly Status[] = ['real', 'simulated', 'refused'];

/** Why the step `scenarios` of the live hour (`npm run azure:hour`) does not try a feature. */
const stepExceptions: Partial<Record<FeatureName, string>> = {
  Transfer: 'the step `transfer` tries it',
  Captions: 'somebody would have to speak into a real microphone',
  Recording: 'an organizer would have to start it in Teams',
  Transcription: 'an organizer would have to start it in Teams',
  PPTLive: 'somebody would have to present slides in Teams',
  BreakoutRooms: 'an organizer would have to open rooms in Teams',
  TeamsMeetingAudioConferencing: 'the scenario needs a meeting that only the emulator has',
  MediaAccess: 'the scenario needs a meeting that only the emulator has',
  VideoEffects: 'the effects package is not part of the hour',
};

/** Creates lists of all features with their implementation, and of the other SDK members that the drop-in SDK refuses. */
function createLongList(): string {
  const lists = statuses.map((status) => {
    const items = features
      .filter(([, entry]) => entry.status === status)
      .map(([name, { how, instead }]) => `- \`${name}\`: ${how}${instead ? `. Instead: ${instead}` : ''}`);
    return `### ${status}\n\n${items.join('\n')}`;
  });
  const members = Object.entries(refusedMembers).map(([member, instead]) => `- \`${member}\`: ${instead}`);
  const reasons = new Set(Object.values(stepExceptions));
  const exceptions = [...reasons].map((reason) => {
    const names = features.filter(([name]) => stepExceptions[name] === reason).map(([name]) => `\`${name}\``);
    return `- ${names.join(', ')}: ${reason}`;
  });
  return [
    ...lists,
    `Refused outside the features:\n\n${members.join('\n')}`,
    `The step \`scenarios\` of the live hour tries all features but these:\n\n${exceptions.join('\n')}`,
  ].join('\n\n');
}

/** Creates a list with the names of the features, by status. */
function createShortList(): string {
  const items = statuses.map((status) => {
    const names = features.filter(([, entry]) => entry.status === status).map(([name]) => name);
    return `- ${status}: ${names.join(', ') || 'none'}`;
  });
  return items.join('\n');
}

export const createFeaturePages = (): Promise<WrittenFile[]> =>
  Promise.all([
    createPageParts('docs/emulator-differences.md', {
      features: createLongList(),
      agents: createAgentTable(),
    }),
    createPageParts('README.md', { features: createShortList() }),
  ]);
