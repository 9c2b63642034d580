import { Link, MenuItem, Caption1 } from '@fluentui/react-components';
import { Suspense, useState, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import '../i18n/restOfEnglish.ts';
import { HistoryProvider, NoteFateContext } from '../history/HistoryProvider.tsx';
import type { PresenceChoice } from '../people/ownPresence.ts';
import { PeopleProvider } from '../people/PeopleProvider.tsx';
import { useOwnPresence } from '../people/usePresence.ts';
import { ListsInOneDriveContext } from '../lists/ListsInOneDrive.ts';
import { IntegrationContext, sharesNotes } from '../integration/IntegrationContext.ts';
import { WorkdayProvider } from '../workday/WorkdayProvider.tsx';
import { ConsentProvider } from '../consent/ConsentProvider.tsx';
import { PermissionRequestContext } from '../consent/openPermissions.tsx';
import { AccountMenu } from '../auth/AccountMenu.tsx';
import { SignInProvider, useSignedIn } from '../auth/SignInProvider.tsx';
import { openDoctor } from '../doctor/address.ts';
import { CameraCheck } from '../areas/device-check/CameraCheck.tsx';
import { DiagnosticsContext } from '../areas/settings/SettingsItem.tsx';
import { StaysSignedInContext } from '../areas/settings/useComputer.ts';
import { OwnPhoto, OwnPresence, PresenceConsentDialog } from '../areas/own-presence/OwnPresence.tsx';
import { canInstall, installApp } from '../base/installOffer.ts';
import { createStore } from '../base/store.ts';
import { useReadable } from '../base/useReadable.ts';
import { openView } from '../base/view.ts';
import { decideListsAtSignOut } from '../settings/listsAtSignOut.ts';
import type { SignedInPhase } from './phase.ts';
import { PhoneScreen } from '../screens/PhoneScreen.tsx';
import { ProblemScreen } from '../screens/ProblemScreen.tsx';
import { WaitScreen } from '../screens/WaitScreen.tsx';
import { Header } from '../ui/Header.tsx';
import { lazyPart } from '../ui/lazyPart.tsx';
import { FailedParts, Part, Parts } from '../ui/Parts.tsx';
import { useTimeFormats } from '../i18n/formatTime.ts';

const TokenInspector = lazyPart(() => import('../inspector/TokenInspector.tsx'), 'TokenInspector');

/** Stands in for the events that wait for the web hook, where there is none. */
const noEvents = createStore<readonly unknown[]>([]);

interface SignedInAppProps {
  phase: SignedInPhase;
  label: string | null;
}

export function SignedInApp(props: SignedInAppProps) {
  return (
    <SignInProvider auth={props.phase.auth}>
      <SignedInTree {...props} />
    </SignInProvider>
  );
}

function SignedInTree({ phase, label }: SignedInAppProps) {
  const user = useSignedIn();
  const [isInspectorOpen, setInspectorOpen] = useState(false);
  const [isAccountOpen, setAccountOpen] = useState(false);
  const { t } = useTranslation();
  const staysSignedIn = user?.staysSignedIn ?? false;
  const listsAtSignOut = decideListsAtSignOut(useReadable(phase.settings), staysSignedIn);
  const ownNoteFate = listsAtSignOut === 'kept' ? 'kept' : 'deletedAtSignOut';
  const { length: waitingCount } = useReadable<readonly unknown[]>(
    phase.integration?.webHook?.waiting ?? noEvents,
  );
  const accountProps = {
    isOpen: isAccountOpen,
    onOpenChange: setAccountOpen,
    onInspect: phase.inspector && (() => setInspectorOpen(true)),
    onSettings: phase.kind === 'ready' ? () => openView('settings') : null,
    inCall: phase.inCall,
    onSignInAsAnother: phase.signInAsAnotherUser,
    onSignOut: phase.signOut,
    signOutNote:
      listsAtSignOut === 'kept'
        ? null
        : [
            t(`account.${listsAtSignOut}`),
            ...(waitingCount > 0 ? [t('account.waitingEvents', { count: waitingCount })] : []),
          ].join(' '),
  };
  const account = (
    <Part>
      {phase.kind === 'ready' ? <OwnAccount {...accountProps} /> : <AccountMenu {...accountProps} />}
    </Part>
  );
  return (
    <ConsentProvider value={phase.consents}>
      <PermissionRequestContext value={phase.permissionRequest}>
        <Parts>
          {/* The console of a connected user has the account button in its navigation. */}
          {phase.kind !== 'ready' && <Header label={label}>{account}</Header>}
          <FailedParts />
          {isInspectorOpen && phase.inspector && (
            <Part>
              <Suspense>
                <TokenInspector
                  source={phase.inspector}
                  user={user}
                  onClose={() => setInspectorOpen(false)}
                />
              </Suspense>
            </Part>
          )}
          <StaysSignedInContext value={staysSignedIn}>
            <PeopleProvider value={phase.people}>
              <HistoryProvider value={phase.history}>
                <IntegrationContext value={phase.integration}>
                  <NoteFateContext value={sharesNotes(phase.integration) ? 'sent' : ownNoteFate}>
                    <DiagnosticsContext value={phase.kind === 'ready' ? phase.diagnostics : null}>
                      <ListsInOneDriveContext value={phase.listsInOneDrive}>
                        <WorkdayProvider value={phase.workday}>
                          <SignedInScreen phase={phase} label={label} account={account} />
                        </WorkdayProvider>
                      </ListsInOneDriveContext>
                    </DiagnosticsContext>
                  </NoteFateContext>
                </IntegrationContext>
              </HistoryProvider>
            </PeopleProvider>
          </StaysSignedInContext>
        </Parts>
      </PermissionRequestContext>
    </ConsentProvider>
  );
}

/** The account menu of a connected user, with the user's photo, the items that set the presence, and *Install*. */
function OwnAccount(props: ComponentProps<typeof AccountMenu>) {
  const { t } = useTranslation();
  const user = useSignedIn();
  const isInstallable = useReadable(canInstall);
  const presence = useOwnPresence();
  /** The presence that the user has chosen, while a dialog asks for the consent that it needs; otherwise `null`. */
  const [waitingChoice, setWaitingChoice] = useState<PresenceChoice | null>(null);
  return (
    <>
      <AccountMenu
        {...props}
        photo={<OwnPhoto name={user?.name ?? ''} />}
        checkedValues={{ presence: presence ? [presence.presence] : [] }}
      >
        <OwnPresence onConsentNeeded={setWaitingChoice} />
        {isInstallable && <MenuItem onClick={() => void installApp()}>{t('account.install')}</MenuItem>}
      </AccountMenu>
      {waitingChoice && (
        <PresenceConsentDialog choice={waitingChoice} onClose={() => setWaitingChoice(null)} />
      )}
    </>
  );
}

function SignedInScreen({ phase, label, account }: SignedInAppProps & { account: ReactNode }) {
  const { t } = useTranslation();
  switch (phase.kind) {
    case 'connecting':
      return <WaitScreen title={t('connecting.title')} text={t('connecting.text')} />;
    case 'notConnected':
      return (
        <ProblemScreen
          // A problem without a remedy gets *Try again*, because without any button the user could not leave the screen.
          problem={phase.problem.remedy === 'none' ? { ...phase.problem, remedy: 'retry' } : phase.problem}
          onRemedy={() => runRemedy(phase)}
        >
          <NextAttempt nextAttempt={phase.nextAttempt} />
          <CameraCheck openPreview={phase.preview} />
          {phase.problem.remedy !== 'checkConfiguration' && <Link href="/doctor">{t('doctor.title')}</Link>}
        </ProblemScreen>
      );
    case 'ready':
      return (
        <PhoneScreen
          phone={phase.phone}
          CallScreen={phase.CallScreen}
          preview={phase.preview}
          account={account}
          label={label}
          onSignIn={phase.signIn}
          onRetry={phase.retryNow}
          onCheckSetUp={() => openDoctor({ inNewTab: true })}
        />
      );
  }
}

type NotConnectedPhase = Extract<SignedInPhase, { kind: 'notConnected' }>;

function runRemedy({ problem, signIn, retry }: NotConnectedPhase): void {
  if (problem.remedy === 'signIn' || problem.remedy === 'grantConsent') signIn();
  else if (problem.remedy === 'checkConfiguration') openDoctor({ inNewTab: false });
  else retry();
}

/** Says when the app tries by itself to connect again. A screen reader does not announce the changing text. */
function NextAttempt({ nextAttempt }: Pick<NotConnectedPhase, 'nextAttempt'>) {
  const { t } = useTranslation();
  const { formatExactTime } = useTimeFormats();
  if (nextAttempt === null) return null;
  return (
    <Caption1 aria-live="off">
      {nextAttempt === 'running'
        ? t('agent.trying')
        : t('agent.next', { time: formatExactTime(nextAttempt) })}
    </Caption1>
  );
}
