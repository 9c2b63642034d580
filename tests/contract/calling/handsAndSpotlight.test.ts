import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

/** In the meeting `townHall` Alice and Bob are organizers. All others are attendees. */

// Documented at learn.microsoft.com, how-tos/calling-sdk/raise-hand: order.
test('raised hands keep their order, a participant who joins later sees them, and events report each hand', async () => {
  const result = await runInNewPage(async ({ sdk, waitUntil, identifierOf, firstNamesOf, ...api }) => {
    const calls = await api.joinTownHall('alice', 'bob', 'carol');
    const [aliceCall, bobCall, carolCall] = calls;
    const handsOfCall = (call: (typeof calls)[number]) => call.feature(sdk.Features.RaiseHand);
    const [aliceHands, bobHands, carolHands] = api.mapTuple(calls, handsOfCall);
    const events: string[] = [];
    aliceHands.on('raisedHandEvent', (event) => events.push(`+${firstNamesOf([event]).join()}`));
    aliceHands.on('loweredHandEvent', (event) => events.push(`-${firstNamesOf([event]).join()}`));
    await carolHands.raiseHand();
    await bobHands.raiseHand();
    await bobHands.raiseHand();
    await waitUntil(() => aliceHands.getRaisedHands().length === 2);
    const raisedHands = aliceHands.getRaisedHands();
    const order = raisedHands.map((hand) => hand.order);
    const names = firstNamesOf(raisedHands);

    const erinCall = (await api.signIn('erin')).agent.join(api.meetings.townHall);
    const erinHands = erinCall.feature(sdk.Features.RaiseHand);
    await waitUntil(() => erinCall.state === 'Connected' && erinHands.getRaisedHands().length === 2);
    const namesForErin = firstNamesOf(erinHands.getRaisedHands());
    await aliceHands.lowerHands([identifierOf('bob')]);
    await carolCall.hangUp();
    await waitUntil(() => aliceHands.getRaisedHands().length === 0);
    await bobHands.raiseHand();
    await aliceHands.raiseHand();
    await aliceHands.lowerAllHands();
    await waitUntil(() => bobHands.getRaisedHands().length === 0);
    await Promise.all([aliceCall, bobCall, erinCall].map((call) => call.hangUp()));
    return { order, names, namesForErin, events };
  });
  expect(result).toEqual({
    order: [1, 2],
    names: ['carol', 'bob'],
    namesForErin: ['carol', 'bob'],
    events: ['+carol', '+bob', '-bob', '-carol', '+bob', '+alice', '-bob', '-alice'],
  });
});

// Documented at learn.microsoft.com, how-tos/calling-sdk/spotlight: order.
test('organizers spotlight participants in order, an attendee ends their own spotlight, and events report each change', async () => {
  const result = await runInNewPage(async ({ sdk, waitUntil, identifierOf, firstNamesOf, ...api }) => {
    const calls = await api.joinTownHall('alice', 'bob', 'erin');
    const [aliceSpotlight, bobSpotlight, erinSpotlight] = api.mapTuple(calls, (call) =>
      call.feature(sdk.Features.Spotlight),
    );
    const changes: string[] = [];
    erinSpotlight.on('spotlightChanged', ({ added, removed }) =>
      changes.push(`+${firstNamesOf(added).join()}-${firstNamesOf(removed).join()}`),
    );
    await aliceSpotlight.startSpotlight();
    await bobSpotlight.startSpotlight([identifierOf('erin'), identifierOf('alice')]);
    await waitUntil(() => erinSpotlight.getSpotlightedParticipants().length === 2);
    const spotlightedParticipants = erinSpotlight.getSpotlightedParticipants();
    const spotlightForErin = {
      names: firstNamesOf(spotlightedParticipants),
      order: spotlightedParticipants.map(({ order }) => order),
      maxParticipants: erinSpotlight.maxParticipantsToSpotlight,
    };
    await erinSpotlight.stopSpotlight();
    await aliceSpotlight.stopAllSpotlight();
    await waitUntil(() => erinSpotlight.getSpotlightedParticipants().length === 0);
    return { spotlightForErin, changes };
  });
  expect(result).toEqual({
    spotlightForErin: { names: ['alice', 'erin'], order: [1, 2], maxParticipants: 7 },
    changes: ['+alice-', '+erin-', '+-erin', '+-alice'],
  });
});

// M5 is the id of a defect that an earlier version had.
test('M5: the identifier of a reaction works as an object, as the SDK’s types say, and as a raw id, as Microsoft’s UI library uses it', async () => {
  const result = await runInNewPage(async ({ sdk, objectIds, joinTownHall }) => {
    const [aliceCall, bobCall] = await joinTownHall('alice', 'bob');
    const firstReaction = new Promise<{ identifier: unknown }>((resolve) => {
      bobCall.feature(sdk.Features.Reaction).on('reaction', resolve);
    });
    await aliceCall.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' });
    const { identifier } = await firstReaction;
    const rawId = `8:orgid:${objectIds['alice']}`;
    const asText = identifier as string;
    const asObject = identifier as { kind: string; rawId: string; microsoftTeamsUserId: string };
    return {
      isRawIdAsText: String(identifier) === rawId,
      valueByKey: { [rawId]: 'found' }[asText],
      partCount: asText.split(':').length,
      kind: asObject.kind,
      hasRawId: asObject.rawId === rawId,
      hasUserId: asObject.microsoftTeamsUserId === objectIds['alice'],
    };
  });
  expect(result).toEqual({
    isRawIdAsText: true,
    valueByKey: 'found',
    partCount: 3,
    kind: 'microsoftTeamsUser',
    hasRawId: true,
    hasUserId: true,
  });
});
