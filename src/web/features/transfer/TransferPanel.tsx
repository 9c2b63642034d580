import { Body1, Body1Strong, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { CallForward20Regular, CallForward24Regular } from '@fluentui/react-icons/svg/call-forward';
import { PersonCall20Regular, PersonCall24Regular } from '@fluentui/react-icons/svg/person-call';
import { Search20Regular } from '@fluentui/react-icons/svg/search';
import { useId, type ComponentType, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOtherName } from '../../people/useOtherName.ts';
import { findRefusalOf } from '../../calling/call/target.ts';
import { formatTypedText } from '../../callee/parseTarget.ts';
import { usePeoplePicker } from '../../callee/usePeoplePicker.ts';
import {
  useCall,
  useCapabilities,
  useFeature,
  usePhone,
  usePhoneState,
  useSession,
  useShortcut,
} from '../../calling/react.tsx';
import {
  canConsult,
  canConsultInCall,
  consultInCall,
  findReadyTransferOf,
  isTransferable,
  startConsultation,
  transferToPerson,
} from '../../transfer/startTransfer.ts';
import { consultIntent, transfer } from '../../transfer/transfer.ts';
import { useCompletion } from '../../transfer/useTransferActions.ts';
import { Panel, usePanel } from '../../ui/Panel.tsx';
import { CandidateRow, type CandidateAction, useCandidates } from './Candidates.tsx';
import { useHighlight } from './useHighlight.ts';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { LargeControl } from '../../ui/LargeControl.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { FirstButton, RestItem, SpareButton, SpareItem, TakingButton } from '../../ui/SpareControl.tsx';
import { useHidesCaller } from '../../caller/useShowsCaller.ts';
import { useHasScreenKeyboard } from '../../ui/useScreenWidth.ts';

/** The name of the feature whose panel lists who is in the call. It is repeated here, because features must not import each other. */
const peoplePanel = 'people';

const useStyles = makeStyles({
  heading: { margin: 0 },
  // Two lines, so that the people below do not move when another hint comes.
  hint: { minHeight: '2lh' },
  grid: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
});

/**
 * The panel *Transfer*. Transfers the call at once, after a consultation (the user first asks the person in a second call), or to a
 * voicemail. Enter transfers to the highlighted person. Shift+Enter consults the person first: in a second call or, if the user
 * cannot call the person, in this one. If *Consult* has opened the panel, Enter consults too: a key that the user has learnt for
 * *Consult* must not hand the caller over. See `useHighlight` for who is highlighted.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/examples/grid-combo/
 */
export function TransferPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const session = useSession();
  const { closePanel, togglePanel, intent } = usePanel();
  const action = intent === consultIntent ? 'consult' : 'transfer';
  const gridId = useId();
  const name = useOtherName(session) || t('transfer.someone');
  const { state, run } = useFeature(transfer);
  const { call: reach } = useCapabilities();
  const picker = usePeoplePicker();
  const { text } = picker.input;
  const { candidates, areRecent } = useCandidates(picker);
  const { highlighted, highlight, isUnread } = useHighlight(candidates, text);
  const isReady = isTransferable(session);
  const canCall = highlighted === undefined || findRefusalOf(highlighted.rawId, reach) === null;
  const toPossibleAction = (chosen: 'transfer' | 'consult'): CandidateAction =>
    chosen === 'consult' && !canCall ? 'consultInCall' : chosen;

  const runAction = (chosen: CandidateAction, rawId: string) => {
    // If a caller has just hung up, the press may mean that caller, and another call has come to the screen.
    if (phone.state.get().isSettling) return;
    if (!isReady || (chosen === 'consult' && !canConsult(phone, session, rawId))) return;
    if (chosen === 'consultInCall') {
      if (!canConsultInCall(phone, session, rawId)) return;
      // Opens the list of participants, where the user sees when the person answers.
      togglePanel(peoplePanel);
      void consultInCall(phone, session, rawId);
      return;
    }
    closePanel();
    if (chosen === 'transfer') transferToPerson(phone, session, rawId);
    else if (chosen === 'consult') void startConsultation(phone, session, rawId);
    else run({ kind: 'start', target: { kind: 'voicemail', rawId } });
  };
  const moveHighlight = (step: 1 | -1) => {
    // Without a highlighted row, the arrow down highlights the first row, and the arrow up the last one.
    const index = highlighted ? candidates.indexOf(highlighted) : Math.min(-step, 0);
    highlight(candidates.at((index + step) % candidates.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes a character, the keys belong to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (candidates.length > 0) moveHighlight(event.key === 'ArrowDown' ? 1 : -1);
    }
    if (event.key === 'Enter' && highlighted && !isUnread())
      runAction(toPossibleAction(event.shiftKey ? 'consult' : action), highlighted.rawId);
  };
  const isNobodyShown = candidates.length === 0 && !picker.callee.isSearching;
  const nobodyHint = t(text === '' ? 'transfer.typeHint' : 'transfer.nobody');
  const callHint = action === 'consult' ? 'transfer.consultKeys' : 'transfer.keys';
  const addHint = action === 'consult' ? 'transfer.addKeys' : 'transfer.noConsult';
  const hasScreenKeyboard = useHasScreenKeyboard();
  const highlightHint = canCall ? callHint : addHint;
  const keysHint = hasScreenKeyboard ? null : t(highlighted ? highlightHint : 'transfer.chooseHint');
  const hint = isNobodyShown ? nobodyHint : keysHint;
  const unavailableReason = state.availability === 'yes' ? null : t(`unavailable.${state.availability}`);
  const message = unavailableReason ?? (action === 'transfer' ? t('transfer.stays', { name }) : null);
  return (
    <Panel title={t(action === 'consult' ? 'favourites.consult' : 'transfer.title')}>
      {message !== null && <Body1>{message}</Body1>}
      <Field
        label={t(action === 'consult' ? 'transfer.consultWith' : 'transfer.to')}
        hint={hint === null ? null : { children: hint, className: styles.hint }}
        {...(picker.warning !== null && { validationState: 'warning', validationMessage: picker.warning })}
      >
        <Input
          role="combobox"
          aria-expanded
          aria-haspopup="grid"
          aria-autocomplete="list"
          aria-controls={gridId}
          aria-activedescendant={highlighted && `${gridId}-${highlighted.rawId}`}
          aria-busy={picker.callee.isSearching}
          contentBefore={<Search20Regular />}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('transfer.placeholder')}
          value={text}
          onChange={({ target }) => picker.onChange({ text: formatTypedText(target), chosenPeople: [] })}
          onKeyDown={onKeyDown}
        />
      </Field>
      {areRecent && (
        <Body1Strong as="h3" className={styles.heading}>
          {t('favourites.recent')}
        </Body1Strong>
      )}
      <div
        role="grid"
        data-lists-people
        id={gridId}
        aria-label={t('transfer.people')}
        className={styles.grid}
      >
        {candidates.map((candidate) => (
          <CandidateRow
            key={candidate.rawId}
            id={`${gridId}-${candidate.rawId}`}
            candidate={candidate}
            isHighlighted={candidate === highlighted}
            isReady={isReady}
            mainAction={action}
            onAction={runAction}
          />
        ))}
      </div>
    </Panel>
  );
}

/** Returns what the buttons that open the panel have in common; `null` in group calls and meetings, which cannot be transferred. */
function useTransferControl() {
  const { t } = useTranslation();
  const { name, intent, togglePanel } = usePanel();
  const phone = usePhone();
  const session = useSession();
  const { target } = session;
  const shortcut = useShortcut('transfer');
  const isTransferReady = usePhoneState(() => findReadyTransferOf(phone, session) !== null);
  const isHeld = useCall(({ heldBy }) => heldBy === 'user' || heldBy === 'both');
  const { state } = useFeature(transfer);
  const hasSeveralParticipants = useCall(({ participants }) => participants.length > 1);
  const isGroupTarget = target !== null && (target.kind === 'meeting' || target.rawIds.length > 1);
  if (hasSeveralParticipants || isGroupTarget) return null;
  return {
    unavailable: state.availability === 'yes' ? null : t(`unavailable.${state.availability}`),
    /** Whether no other button matters more: *Resume* or, once a consultation is done, the banner's. */
    isPrimary: !isHeld && !isTransferReady,
    // Then the keys complete the transfer.
    shortcut: isTransferReady ? null : shortcut,
    isOpenToTransfer: name === transfer.name && intent !== consultIntent,
    isOpenToConsult: name === transfer.name && intent === consultIntent,
    toggle: (newIntent?: string) => togglePanel(transfer.name, newIntent),
  };
}

/**
 * Returns what the button has in the place of *Transfer* while the user consults the person on the screen: it completes the transfer
 * of the caller, because nobody transfers the person whom they consult. `null` in every other call.
 */
function useCompletionControl() {
  const { t } = useTranslation();
  const completion = useCompletion();
  const caller = useOtherName(completion?.waitingCall) || t('transfer.someone');
  const target = useOtherName(useSession()) || t('transfer.someone');
  if (!completion) return null;
  const reason = completion.isAnswered ? 'transfer.outcome.transferring' : 'transfer.notAnswered';
  return {
    label: t('transfer.completeShort'),
    icon: <CallForward24Regular className="mirrored" />,
    tooltip: t('person.transferCallerTo', { caller, name: target }),
    unavailable: completion.isReady ? null : t(reason, { target }),
    onClick: completion.run,
  };
}

/** *Transfer*, and while videos hide the caller's page, which has large buttons for both, *Consult*. */
export const TransferButtons = () => (
  <>
    <SpareButton place="zeroth">
      <TransferButton />
    </SpareButton>
    <ConsultButton Place={SecondPlace} />
  </>
);

const SecondPlace = ({ children }: { children: ReactNode }) => (
  <TakingButton place="second">{children}</TakingButton>
);
const FirstPlace = ({ children }: { children: ReactNode }) => (
  <FirstButton from="wide">{children}</FirstButton>
);

/** The button on a toolbar with room at its start. */
export const FirstConsultButton = () => <ConsultButton Place={FirstPlace} />;

/** Returns the properties of *Consult* where videos hide the caller's page; `null` if nobody can be consulted about this call. */
function useConsultControl() {
  const { t } = useTranslation();
  const control = useTransferControl();
  const isConsulting = useCompletion() !== null;
  const hasLostPage = useHidesCaller();
  if (!control || isConsulting || !hasLostPage) return null;
  return {
    isOpen: control.isOpenToConsult,
    control: {
      label: t('favourites.consult'),
      unavailable: control.unavailable,
      onClick: () => control.toggle(consultIntent),
    },
  };
}

function ConsultButton({ Place }: { Place: ComponentType<{ children: ReactNode }> }) {
  const consult = useConsultControl();
  return (
    consult && (
      <Place>
        <ControlButton {...consult.control} icon={<PersonCall24Regular />} expanded={consult.isOpen} />
      </Place>
    )
  );
}

/** In the menu *More* of a toolbar that has no room for the button. */
export function ConsultItem() {
  const consult = useConsultControl();
  return (
    consult && (
      <RestItem place="second">
        <MoreItem {...consult.control} icon={<PersonCall20Regular />} />
      </RestItem>
    )
  );
}

/** In the menu *More* of a toolbar that has no room for the button. */
export function TransferItem() {
  const { t } = useTranslation();
  const control = useTransferControl();
  const completion = useCompletionControl();
  const icon = <CallForward20Regular className="mirrored" />;
  if (!completion && !control) return null;
  return (
    <SpareItem place="zeroth">
      {completion ? (
        <MoreItem
          label={completion.label}
          icon={icon}
          unavailable={completion.unavailable}
          onClick={completion.onClick}
        />
      ) : (
        control && (
          <MoreItem
            label={t('transfer.title')}
            icon={icon}
            unavailable={control.unavailable}
            onClick={() => control.toggle()}
          />
        )
      )}
    </SpareItem>
  );
}

/** Opens the panel *Transfer* or, in a consultation, completes the transfer. */
export function TransferButton() {
  const { t } = useTranslation();
  const control = useTransferControl();
  const completion = useCompletionControl();
  if (completion) return <ControlButton {...completion} />;
  if (!control) return null;
  return (
    <ControlButton
      label={t('transfer.title')}
      icon={<CallForward24Regular className="mirrored" />}
      unavailable={control.unavailable}
      shortcut={control.shortcut}
      expanded={control.isOpenToTransfer}
      onClick={() => control.toggle()}
    />
  );
}

/**
 * *Transfer* and *Consult* on the caller's page. Both open the panel; its main action is the one that was pressed. In a consultation,
 * one button in their place completes the transfer.
 */
export function LargeTransferButtons() {
  const { t } = useTranslation();
  const control = useTransferControl();
  const completion = useCompletionControl();
  if (completion) return <LargeControl {...completion} />;
  if (!control) return null;
  return (
    <>
      <LargeControl
        label={t('transfer.title')}
        icon={<CallForward24Regular className="mirrored" />}
        isPrimary={control.isPrimary && !control.isOpenToConsult}
        unavailable={control.unavailable}
        shortcut={control.shortcut}
        expanded={control.isOpenToTransfer}
        onClick={() => control.toggle()}
      />
      <LargeControl
        label={t('favourites.consult')}
        icon={<PersonCall24Regular />}
        unavailable={control.unavailable}
        expanded={control.isOpenToConsult}
        onClick={() => control.toggle(consultIntent)}
      />
    </>
  );
}
