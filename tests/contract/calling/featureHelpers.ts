/** What the tests of features have in their pages: what was thrown, as a text; names of people; a meeting of many. */
export const featureHelpers = `
  const caught = async (run) => { try { await run(); return 'nothing'; } catch (e) { return e.name === 'CallingCommunicationError' && e.resultCategories.length === 1 ? e.code + '/' + e.subCode : 'other: ' + e; } };
  const names = (list) => list.map(({ identifier }) => Object.keys(ids).find((name) => ids[name] === identifier.microsoftTeamsUserId));
  const all = (calls, feature) => calls.map((call) => call.feature(sdk.Features[feature]));
  const openHouse = { meetingId: '201000000001', passcode: 'open01' };
  const townHall = { meetingId: '201000000003', passcode: 'crowd3' };
  const meet = async (...who) => {
    const agents = await Promise.all(who.map((name) => agentOf(name)));
    const calls = agents.map(({ agent }) => agent.join(townHall));
    await until(() => calls.every((call) => call.state === 'Connected' && call.remoteParticipants.length === who.length - 1));
    return calls;
  };`;
