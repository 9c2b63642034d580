import { featureHelpers } from './featureHelpers.ts';

/** What the tests of media have in their pages: Alice calls Bob, who accepts, and each sends what is asked for. */
export const mediaHelpers = `${featureHelpers}
  const connect = async (mine = {}, theirs = {}) => {
    const a = await agentOf('alice'), b = await agentOf('bob');
    const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob'), await mine(a)); const peer = await (await ring).accept(await theirs(b));
    await until(() => call.state === 'Connected' && peer.state === 'Connected');
    return { a, b, call, peer };
  };
  const silent = async () => ({});
  const withCamera = async ({ client }) => ({ videoOptions: { localVideoStreams: [await camera(client)] } });
  const shown = (call, type = 'Video') => until(() => call.remoteParticipants[0]?.videoStreams.find((s) => s.isAvailable && s.mediaStreamType === type));
  const media = (call) => call.feature(sdk.Features.UserFacingDiagnostics).media;
  const flag = (call, name) => media(call).getLatest()[name]?.value;
`;
