import { expect, test } from 'vitest';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { run } = harnessOfFile();

// how-tos/calling-sdk/raise-hand: roles, order, codes.
test('raised hands keep their order, a late participant sees them, and only an organizer lowers those of others', async () => {
  const seen = await run(async ({ sdk, until, caught, user, agentOf, meet, mapAll, names, meetings }) => {
    const calls = await meet('alice', 'bob', 'carol');
    const [alice, bob, carol] = calls;
    const hands = mapAll(calls, (call) => call.feature(sdk.Features.RaiseHand));
    const [ofAlice, ofBob, ofCarol] = hands;
    const events: string[] = [];
    ofAlice.on('raisedHandEvent', (event) => events.push(`+${names([event]).join()}`));
    ofAlice.on('loweredHandEvent', (event) => events.push(`-${names([event]).join()}`));
    await ofCarol.raiseHand();
    await ofBob.raiseHand();
    await ofBob.raiseHand();
    await until(() => ofAlice.getRaisedHands().length === 2);
    const raised = ofAlice.getRaisedHands();
    const order = raised.map((hand) => hand.order);
    const who = names(raised);

    const erin = (await agentOf('erin')).agent.join(meetings.townHall);
    const ofErin = erin.feature(sdk.Features.RaiseHand);
    await until(() => erin.state === 'Connected' && ofErin.getRaisedHands().length === 2);
    const late = names(ofErin.getRaisedHands());
    const refused = [
      await caught(() => ofCarol.lowerHands([user('bob')])),
      await caught(() => ofCarol.lowerAllHands()),
      await caught(() => ofAlice.lowerHands([user('dave')])),
    ];
    await ofAlice.lowerHands([user('bob')]);
    await carol.hangUp();
    await until(() => ofAlice.getRaisedHands().length === 0);
    await ofBob.raiseHand();
    await ofAlice.raiseHand();
    await ofAlice.lowerAllHands();
    await until(() => ofBob.getRaisedHands().length === 0);
    await Promise.all([alice, bob, erin].map((call) => call.hangUp()));
    return { order, who, late, refused, events };
  });
  expect(seen).toEqual({
    order: [1, 2],
    who: ['carol', 'bob'],
    late: ['carol', 'bob'],
    refused: ['403/0', '403/0', '400/0'],
    events: ['+carol', '+bob', '-bob', '-carol', '+bob', '+alice', '-bob', '-alice'],
  });
});

// how-tos/calling-sdk/reactions.
test('everybody in a meeting sees a reaction and who sent it; an unknown reaction is refused', async () => {
  const seen = await run(async ({ sdk, until, caught, meet, mapAll, names }) => {
    const calls = await meet('alice', 'bob', 'erin');
    const [ofAlice, ofBob, ofErin] = mapAll(calls, (call) => call.feature(sdk.Features.Reaction));
    const reactions: string[] = [];
    for (const [viewer, feature] of [ofAlice, ofBob].entries()) {
      feature.on('reaction', (event) =>
        reactions.push(`${viewer}:${names([event]).join()}:${event.reactionMessage.reactionType}`),
      );
    }
    await ofErin.sendReaction({ reactionType: 'heart' });
    await ofBob.sendReaction({ reactionType: 'like' });
    await until(() => reactions.length === 4);
    const refused = await caught(() => ofBob.sendReaction({ reactionType: 'boo' as never }));
    return { reactions: reactions.toSorted(), refused };
  });
  expect(seen).toEqual({
    reactions: ['0:bob:like', '0:erin:heart', '1:bob:like', '1:erin:heart'],
    refused: '400/0',
  });
});

// how-tos/calling-sdk/spotlight: roles, order, limit, codes.
test('organizers spotlight up to seven participants in order; an attendee may only end the own spotlight', async () => {
  const seen = await run(async ({ sdk, until, caught, user, meet, mapAll, names }) => {
    const calls = await meet('alice', 'bob', 'erin');
    const [ofAlice, ofBob, ofErin] = mapAll(calls, (call) => call.feature(sdk.Features.Spotlight));
    const changes: string[] = [];
    ofErin.on('spotlightChanged', ({ added, removed }) =>
      changes.push(`+${names(added).join()}-${names(removed).join()}`),
    );
    await ofAlice.startSpotlight();
    await ofBob.startSpotlight([user('erin'), user('alice')]);
    await until(() => ofErin.getSpotlightedParticipants().length === 2);
    const spotlighted = ofErin.getSpotlightedParticipants();
    const result = {
      who: names(spotlighted),
      order: spotlighted.map(({ order }) => order),
      max: ofErin.maxParticipantsToSpotlight,
      again: await caught(() => ofAlice.startSpotlight()),
      attendee: await caught(() => ofErin.startSpotlight([user('bob')])),
      others: await caught(() => ofErin.stopSpotlight([user('alice')])),
      everyone: await caught(() => ofErin.stopAllSpotlight()),
    };
    await ofErin.stopSpotlight();
    await ofAlice.stopAllSpotlight();
    await until(() => ofErin.getSpotlightedParticipants().length === 0);
    return { ...result, changes };
  });
  expect(seen).toEqual({
    who: ['alice', 'erin'],
    order: [1, 2],
    max: 7,
    again: '400/45900',
    attendee: '403/45903',
    others: '403/45903',
    everyone: '403/45903',
    changes: ['+alice-', '+erin-', '+-erin', '+-alice'],
  });
});

test('M5: who reacted can be read as an object, as the types say, and as a raw id, as the UI library does', async () => {
  const seen = await run(async ({ sdk, ids, meet }) => {
    const [alice, bob] = await meet('alice', 'bob');
    const reacted = new Promise<{ identifier: unknown }>((resolve) => {
      bob.feature(sdk.Features.Reaction).on('reaction', resolve);
    });
    await alice.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' });
    const { identifier } = await reacted;
    const rawId = `8:orgid:${ids['alice']}`;
    const asText = identifier as string;
    const asObject = identifier as { kind: string; rawId: string; microsoftTeamsUserId: string };
    return {
      text: String(identifier) === rawId,
      key: { [rawId]: 'found' }[asText],
      split: asText.split(':').length,
      kind: asObject.kind,
      rawId: asObject.rawId === rawId,
      user: asObject.microsoftTeamsUserId === ids['alice'],
    };
  });
  expect(seen).toEqual({
    text: true,
    key: 'found',
    split: 3,
    kind: 'microsoftTeamsUser',
    rawId: true,
    user: true,
  });
});
