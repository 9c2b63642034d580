import type { Phone } from '../calling/phone.ts';
import type { CallsInTabs } from '../calling/tab/callsInTabs.ts';
import type { Consents } from '../consent/consents.ts';
import type { OwnPresence } from './ownPresence.ts';
import { joinStops, listenTo } from '../base/subscriptions.ts';

/** Milliseconds after which a report to Teams is repeated, because Teams forgets it after 5 minutes. */
const repeatReportMs = 4 * 60_000;
/** How long Teams may still show the old presence after the app has changed it. */
const settleMs = 60_000;

/**
 * Shares presence between this app and Teams while the user has consented to it:
 * - Teams shows *In a call* during a call in any tab of the user, and *Available* while the user works in this tab.
 * - *Do not disturb* applies in both: a change in one changes the other.
 *
 * Without the consent, *Do not disturb* applies in this app only.
 * @returns the function that ends the sharing
 */
export function sharePresence(
  phone: Pick<Phone, 'state' | 'settings'>,
  ownPresence: OwnPresence,
  consents: Pick<Consents, 'states' | 'check'>,
  callsInTabs: CallsInTabs,
): () => void {
  const { settings } = phone;
  const isShared = () => consents.states.get().presence === 'granted';
  const isInCall = () => phone.state.get().calls.length > 0;

  let lastReport: { isInCall: boolean; at: number } | null = null;
  const reportIfDue = (inCall: boolean) => {
    const isDue =
      lastReport === null || lastReport.isInCall !== inCall || lastReport.at + repeatReportMs <= Date.now();
    if (!isDue || !isShared()) return;
    lastReport = { isInCall: inCall, at: Date.now() };
    void ownPresence.report(inCall);
  };
  /** Tells the other tabs whether this tab has calls, and Teams whether any tab has. */
  const report = () => {
    callsInTabs.setHasCalls(isInCall());
    if (!isShared()) return;
    if (isInCall()) return reportIfDue(true);
    // A call may have begun in this tab while the other tabs were asked.
    void callsInTabs.hasCalls().then((hasCalls) => reportIfDue(hasCalls || isInCall()));
  };
  // A press of a key or the pointer repeats the report, too, but during a call the user may press nothing for a long time.
  const repeatDuringCall = setInterval(() => isInCall() && report(), repeatReportMs);

  /** Whether Teams shows *Do not disturb*; `null` while that is not known. */
  let isTeamsSilent: boolean | null = null;
  /** Until when Teams may still show the presence before the app's last change, in milliseconds since 1970. */
  let settledAt = 0;
  const setDoNotDisturb = (doNotDisturb: boolean) => {
    if (settings.get().doNotDisturb !== doNotDisturb) settings.set({ ...settings.get(), doNotDisturb });
  };
  /** Takes *Do not disturb* from Teams into the settings. */
  const followTeams = (isSilent: boolean) => {
    if (!isShared() || isSilent === isTeamsSilent || Date.now() < settledAt) return;
    isTeamsSilent = isSilent;
    setDoNotDisturb(isSilent);
  };
  const tellTeams = () => {
    const { doNotDisturb } = settings.get();
    if (!isShared() || isTeamsSilent === null || doNotDisturb === isTeamsSilent) return;
    isTeamsSilent = doNotDisturb;
    settledAt = Date.now() + settleMs;
    void ownPresence.choose(doNotDisturb ? 'doNotDisturb' : 'reset');
  };
  /** The user has chosen a presence in this tab, which Teams knows already. Takes it into the settings. */
  const followChoice = () => {
    isTeamsSilent = ownPresence.lastChoice.get()?.choice === 'doNotDisturb';
    settledAt = Date.now() + settleMs;
    setDoNotDisturb(isTeamsSilent);
  };

  const stop = joinStops(
    phone.state.subscribe(report),
    consents.states.subscribe(report),
    settings.subscribe(tellTeams),
    ownPresence.lastChoice.subscribe(followChoice),
    ownPresence.watch((presence) => presence !== null && followTeams(presence === 'doNotDisturb')),
    listenTo(globalThis, ['pointerdown', 'keydown'], report),
    () => clearInterval(repeatDuringCall),
  );
  consents.check('presence');
  return stop;
}
