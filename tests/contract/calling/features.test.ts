import { expect, test } from 'vitest';
import { featureHelpers } from './featureHelpers.ts';
import { harnessOfFile } from './ofFile.ts';

const { play: run } = harnessOfFile(featureHelpers);

// how-tos/calling-sdk/raise-hand, …/reactions, …/spotlight: roles, order, limits, codes.
test('hands, reactions and the spotlight in a meeting: order, roles, whoever comes late or leaves', async () => {
  const seen = await run(`
    const [alice, bob, carol] = await meet('alice', 'bob', 'carol');
    const [ha, hb, hc] = all([alice, bob, carol], 'RaiseHand');
    const news = []; ha.on('raisedHandEvent', (e) => news.push('+' + names([e]))); ha.on('loweredHandEvent', (e) => news.push('-' + names([e])));
    await hc.raiseHand(); await hb.raiseHand(); await hb.raiseHand();
    await until(() => ha.getRaisedHands().length === 2);
    const raised = ha.getRaisedHands(), order = raised.map((x) => x.order), who = names(raised);
    const erin = (await agentOf('erin')).agent.join(townHall);
    await until(() => erin.state === 'Connected' && erin.feature(sdk.Features.RaiseHand).getRaisedHands().length === 2);
    const late = names(erin.feature(sdk.Features.RaiseHand).getRaisedHands());
    const notYours = [await caught(() => hc.lowerHands([user('bob')])), await caught(() => hc.lowerAllHands()), await caught(() => ha.lowerHands([user('dave')]))];
    await ha.lowerHands([user('bob')]);
    await carol.hangUp();
    await until(() => ha.getRaisedHands().length === 0);
    await hb.raiseHand(); await ha.raiseHand(); await ha.lowerAllHands();
    await until(() => hb.getRaisedHands().length === 0);

    const reacted = []; for (const [i, f] of all([alice, bob], 'Reaction').entries()) f.on('reaction', (e) => reacted.push(i + ':' + names([e]) + ':' + e.reactionMessage.reactionType));
    await erin.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'heart' });
    await bob.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' });
    await until(() => reacted.length === 4);
    const noReaction = await caught(() => bob.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'boo' }));

    const [sa, sb, se] = all([alice, bob, erin], 'Spotlight');
    const changes = []; se.on('spotlightChanged', ({ added, removed }) => changes.push('+' + names(added) + '-' + names(removed)));
    await sa.startSpotlight(); await sb.startSpotlight([user('erin'), user('alice')]);
    await until(() => se.getSpotlightedParticipants().length === 2);
    const lit = se.getSpotlightedParticipants();
    const spot = { who: names(lit), order: lit.map((x) => x.order), max: se.maxParticipantsToSpotlight, again: await caught(() => sa.startSpotlight()), attendee: await caught(() => se.startSpotlight([user('bob')])), others: await caught(() => se.stopSpotlight([user('alice')])), everyone: await caught(() => se.stopAllSpotlight()) };
    await se.stopSpotlight(); await sa.stopAllSpotlight();
    await until(() => se.getSpotlightedParticipants().length === 0);
    const out = { order, who, late, notYours, news, reacted: reacted.sort(), noReaction, spot, changes };
    await Promise.all([alice, bob, erin].map((x) => x.hangUp()));
    return out;
  `);
  expect(seen).toEqual({
    order: [1, 2],
    who: ['carol', 'bob'],
    late: ['carol', 'bob'],
    notYours: ['403/0', '403/0', '400/0'],
    news: ['+carol', '+bob', '-bob', '-carol', '+bob', '+alice', '-bob', '-alice'],
    reacted: ['0:bob:like', '0:erin:heart', '1:bob:like', '1:erin:heart'],
    noReaction: '400/0',
    spot: {
      who: ['alice', 'erin'],
      order: [1, 2],
      max: 7,
      again: '400/45900',
      attendee: '403/45903',
      others: '403/45903',
      everyone: '403/45903',
    },
    changes: ['+alice-', '+erin-', '+-erin', '+-alice'],
  });
});

// "Reactions are not supported for 1:1 call": how-tos/calling-sdk/reactions. RTT: quickstarts/…/get-started-with-real-time-text.
// Data channel: concepts/voice-video-calling/data-channel. Survey: tutorials/end-of-call-survey-tutorial.
test('in a 1:1 call: no reactions, no spotlight; real-time text, data, and a rating when it is over', async () => {
  const seen = await run(`
    const a = await agentOf('alice'), b = await agentOf('bob'); const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob')); const bob = await (await ring).accept();
    await until(() => call.state === 'Connected' && bob.state === 'Connected');
    const refused = [await caught(() => call.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' })), await caught(() => call.feature(sdk.Features.Spotlight).startSpotlight())];
    const hand = call.feature(sdk.Features.RaiseHand); await hand.raiseHand(); const raised = names(hand.getRaisedHands());

    const [ta, tb] = all([call, bob], 'RealTimeText'); const read = [], own = [];
    const note = (to) => (e) => to.push([e.sequenceId, names([e.sender])[0], e.text, e.resultType, e.isLocal, e.receivedTimestamp <= e.updatedTimestamp]);
    tb.on('realTimeTextReceived', note(read)); ta.on('realTimeTextReceived', note(own));
    await ta.sendRealTimeText('hel'); await ta.sendRealTimeText('hello', true); await ta.sendRealTimeText('bye\\n');
    await until(() => read.length === 3);
    const tooLong = await caught(() => ta.sendRealTimeText('x'.repeat(8001)));

    const [da, db] = all([call, bob], 'DataChannel'); const got = []; let closed = 0, made = 0;
    db.on('dataChannelReceiverCreated', (receiver) => { made++; receiver.on('close', () => closed++); receiver.on('messageReady', () => { const m = receiver.readMessage(); got.push([receiver.channelId, names([{ identifier: receiver.senderParticipantIdentifier }])[0], m.sequenceNumber, m.data.length, receiver.readMessage()]); }); });
    const sender = da.createDataChannelSender({ channelId: 1000 });
    await sender.sendMessage(new Uint8Array([1, 2, 3])); await sender.sendMessage(new Uint8Array(sender.maxMessageSize).fill(255));
    const wrong = [await caught(() => sender.sendMessage('abc')), await caught(() => sender.sendMessage(new Uint8Array(32769))), await caught(() => da.createDataChannelSender({ channelId: 65536 })), await caught(() => sender.setParticipants(Array.from({ length: 65 }, () => user('bob'))))];
    await until(() => got.length === 2);
    const again = da.createDataChannelSender({ channelId: 1000, participants: [user('bob')] });
    wrong.push(await caught(() => sender.sendMessage(new Uint8Array(1))));
    await again.sendMessage(new Uint8Array(1)); await until(() => made === 2);
    again.close(); await until(() => closed === 1);
    const free = da.createDataChannelSender({}).channelId;

    const survey = call.feature(sdk.Features.CallSurvey), tell = (x) => survey.submitSurvey(x).catch((e) => e.code + ' ' + e.message);
    await bob.hangUp(); await until(() => call.state === 'Disconnected');
    const rated = await tell({ overallRating: { score: 5 }, videoRating: { score: 0, scale: { lowerBound: 0, upperBound: 100, lowScoreThreshold: 50 }, issues: ['Freezes'] } });
    const messages = [await tell({}), await tell({ audioRating: { score: 6 } }), await tell({ overallRating: { score: 9, scale: { lowerBound: 0, upperBound: 8, lowScoreThreshold: 2 } } }), await tell({ overallRating: { score: 1, scale: { lowerBound: 0, upperBound: 101, lowScoreThreshold: 2 } } }), await tell({ overallRating: { score: 1, scale: { lowerBound: 0, upperBound: 3, lowScoreThreshold: 4 } } }), await tell({ overallRating: { score: 1, issues: ['Freezes'] } })];
    return { refused, raised, read, own: own.map(([id, , text, type, local]) => [id, text, type, local]), tooLong, got, wrong, free, closed, rated: [rated.callId === call.id, rated.localParticipantId === call.info.participantId, typeof rated.id, rated.overallRating.score], messages };
  `);
  expect(seen).toEqual({
    refused: ['403/0', '400/45906'],
    raised: ['alice'],
    read: [
      [1, 'alice', 'hel', 'Partial', false, true],
      [1, 'alice', 'hello', 'Final', false, true],
      [2, 'alice', 'bye\n', 'Final', false, true],
    ],
    own: [
      [1, 'hel', 'Partial', true],
      [1, 'hello', 'Final', true],
      [2, 'bye\n', 'Final', true],
    ],
    tooLong: '400/0',
    got: [
      [1000, 'alice', 1, 3, undefined],
      [1000, 'alice', 2, 32_768, undefined],
      [1000, 'alice', 1, 1, undefined],
    ],
    wrong: ['400/0', '400/0', '400/0', '400/0', '400/0'],
    free: 1,
    closed: 1,
    rated: [true, true, 'string', 5],
    messages: [
      '400 At least one survey rating is required.',
      '400 In default scale audioRating.score should be 1 to 5.',
      '400 overallRating: 9 should be between 0 and 8.',
      '400 overallRating lowerBound: 0 and upperBound: 101 should be between 0 and 100.',
      '400 overallRating: 4 should be between 0 and 3.',
      "400 overallRating: 'Freezes' is not one of its issues.",
    ],
  });
});

// how-tos/calling-sdk/closed-captions-teams-interop-how-to.
test('captions of the echo bot: partial results, then the final one; languages; nothing after they stop', async () => {
  const seen = await run(`
    const a = await agentOf('alice'); const call = a.agent.startCall(user('echo')); await until(() => call.state === 'Connected');
    const { captions } = call.feature(sdk.Features.Captions); const log = [], lines = [];
    for (const e of ['CaptionsActiveChanged', 'SpokenLanguageChanged', 'CaptionLanguageChanged']) captions.on(e, () => log.push(e));
    captions.on('CaptionsReceived', (data) => lines.push(data));
    const before = [captions.kind, captions.isCaptionsFeatureActive, await caught(() => captions.setCaptionLanguage('de'))];
    await captions.startCaptions({ spokenLanguage: 'en-us' });
    await until(() => lines.some(({ resultType }) => resultType === 'Final'));
    const [first] = lines, last = lines.find(({ resultType }) => resultType === 'Final');
    await captions.setSpokenLanguage('en-gb'); await captions.setCaptionLanguage('de');
    const count = lines.length; await until(() => lines.length > count);
    const translated = lines.at(-1);
    await captions.setSpokenLanguage('not-a-language');
    const state = [captions.activeSpokenLanguage, captions.activeCaptionLanguage, captions.isCaptionsFeatureActive, captions.supportedSpokenLanguages.includes('de-de'), captions.supportedCaptionLanguages.includes('de'), await caught(() => captions.setCaptionLanguage('klingon'))];
    await captions.stopCaptions(); const heard = lines.length; await new Promise((r) => setTimeout(r, 500));
    await call.hangUp();
    return { before, first: [first.resultType, first.spokenText, first.captionText === first.spokenText, first.spokenLanguage, first.captionLanguage, first.timestamp instanceof Date], final: [last.captionText, names([last.speaker])], translated: [translated.captionLanguage, translated.captionText === '[de] ' + translated.spokenText], state, log, after: lines.length - heard };
  `);
  expect(seen).toEqual({
    before: ['TeamsCaptions', false, '400/45210'],
    first: ['Partial', 'hello this is', true, 'en-us', 'en', true],
    final: ['Hello, this is Echo.', ['echo']],
    translated: ['de', true],
    state: ['en-us', 'de', true, true, true, '400/0'],
    log: [
      'SpokenLanguageChanged',
      'CaptionsActiveChanged',
      'SpokenLanguageChanged',
      'CaptionLanguageChanged',
      'SpokenLanguageChanged',
      'CaptionsActiveChanged',
    ],
    after: 0,
  });
});

test('M5: who reacted can be read as an object, as the types say, and as a raw id, as the UI library does', async () => {
  const seen = await run(`
    const [alice, bob] = await meet('alice', 'bob');
    const reacted = new Promise((done) => bob.feature(sdk.Features.Reaction).on('reaction', done));
    await alice.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'like' });
    const { identifier } = await reacted;
    const rawId = '8:orgid:' + ids.alice;
    return { text: String(identifier) === rawId, key: ({ [rawId]: 'found' })[identifier], split: identifier.split(':').length, kind: identifier.kind, rawId: identifier.rawId === rawId, user: identifier.microsoftTeamsUserId === ids.alice };
  `);
  expect(seen).toEqual({
    text: true,
    key: 'found',
    split: 3,
    kind: 'microsoftTeamsUser',
    rawId: true,
    user: true,
  });
});

test('M6: what may be done in a call is unknown until it is connected, and an event tells it then', async () => {
  const seen = await run(`
    const a = await agentOf('alice'), b = await agentOf('bob'); const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob'));
    const caps = call.feature(sdk.Features.Capabilities), reasons = () => [...new Set(Object.values(caps.capabilities).map(({ isPresent, reason }) => isPresent + ' ' + reason))];
    const first = reasons(); const events = []; caps.on('capabilitiesChanged', ({ oldValue, newValue }) => events.push([oldValue.unmuteMic.reason, newValue.unmuteMic.reason, call.state]));
    const peer = await ring; await until(() => call.state === 'Ringing'); const ringing = reasons();
    await peer.accept(); await until(() => call.state === 'Connected');
    return { first, ringing, events, connected: caps.capabilities.unmuteMic.reason };
  `);
  expect(seen).toEqual({
    first: ['false FeatureNotSupported'],
    ringing: ['false FeatureNotSupported'],
    events: [['FeatureNotSupported', 'Capable', 'Connected']],
    connected: 'Capable',
  });
});
