import { mergeClasses } from '@fluentui/react-components';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { PersonCall20Regular } from '@fluentui/react-icons/svg/person-call';
import { use, type ReactNode, createContext, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../people/PeopleProvider.tsx';
import { useOtherName } from '../people/useOtherName.ts';
import { toDisplayId } from '../people/phoneNumbers.ts';
import { usePhoto } from '../people/usePhoto.ts';
import { usePresence } from '../people/usePresence.ts';
import { useTransferDropTarget } from '../transfer/dragAndDrop.ts';
import { PersonAvatar } from '../ui/PersonAvatar.tsx';
import { toRowAttributes, type RowPlace } from '../ui/VirtualList.tsx';
import { useRowStyles } from './rowStyles.ts';
import { useFavouriteDrag } from './useFavouriteDrag.ts';
import { findRefusalOf } from '../calling/call/target.ts';
import { useCapabilities, usePhone, usePhoneStateLater } from '../calling/react.tsx';
import { useTransferActions } from '../transfer/useTransferActions.ts';

/** Raw id of the person whose details are beside the list, so that the list marks the row; `null` without details. */
export const ShownPersonContext = createContext<string | null>(null);

/** The person whose row the user has pressed, and the pressed button. */
export interface ChosenPerson {
  readonly rawId: string;
  readonly name: string;
  readonly button: HTMLElement;
}

interface PersonRowProps {
  rawId: string;
  /** The name to show until the directory answers. */
  storedName: string;
  /** The row's place in a list of rows of equal height; missing in any other list. */
  place?: RowPlace;
  /** The group in which the user can drag this person, and drop others before this person; `null` if there is no dragging here. */
  groupId?: string | null;
  /** Job title and department, below the name; empty (default) if they are not known. */
  work?: string;
  /** Whether the row has the buttons *Call*, *Transfer* and *Consult*; `true` by default. */
  hasActions?: boolean;
  onOpen: (person: ChosenPerson) => void;
  children: ReactNode;
}

/** The row of a person: name, presence, and buttons. The user can also drag a call onto the row, which transfers the call. */
export function PersonRow(props: PersonRowProps) {
  const { rawId, storedName, place, groupId = null, work = '', hasActions = true, onOpen, children } = props;
  const { t } = useTranslation();
  const styles = useRowStyles();
  const name = usePersonName(rawId, storedName);
  const photo = usePhoto(rawId, 48);
  const presence = usePresence(rawId);
  const callDrop = useTransferDropTarget({ kind: 'person', rawId });
  const personDrag = useFavouriteDrag({ rawId, groupId });
  const isShown = use(ShownPersonContext) === rawId;
  const isOver = callDrop.isOver || personDrag.isOver;
  const number = rawId.startsWith('4:') ? toDisplayId(rawId) : '';
  // A number may be the name already. People with the same name differ by their work or their number.
  const facts = work === '' && number !== name ? number : work;
  return (
    <li
      {...(place && toRowAttributes(place))}
      data-person={rawId}
      aria-label={presence ? t('favourites.person', { name, presence: presence.words }) : name}
      className={mergeClasses(
        styles.row,
        isShown && styles.shown,
        (callDrop.isPossible || isOver) && styles.target,
        isOver && styles.over,
      )}
      {...(callDrop.isPossible ? callDrop.props : personDrag.props)}
    >
      <button
        type="button"
        {...(isShown && { 'aria-current': true })}
        className={mergeClasses(styles.button, styles.person)}
        onClick={({ currentTarget }) => onOpen({ rawId, name, button: currentTarget })}
      >
        <span className={styles.photo}>
          <PersonAvatar name={name} size={28} photo={photo} status={presence?.status} />
        </span>
        <bdi
          title={name}
          className={mergeClasses(styles.name, facts === '' && number !== '' && styles.nameAlone)}
        >
          {name}
        </bdi>{' '}
        {facts !== '' && <bdi className={styles.work}>{facts}</bdi>}{' '}
        {presence && <span className={styles.presence}>{presence.words}</span>}
      </button>
      {hasActions && <PersonActions rawId={rawId} name={name} />}
      {children}
    </li>
  );
}

/**
 * The buttons of a person's row: *Call* while the user has no call, and *Transfer* and *Consult* (ask this person before the
 * transfer) while a call can be transferred to them. While the user consults somebody, *Transfer* names the caller who waits.
 */
function PersonActions({ rawId, name }: { rawId: string; name: string }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const hasCall = usePhoneStateLater(({ front }) => front !== null);
  const isDisabled = usePhoneStateLater(
    ({ connection, isPlacing }) => isPlacing || connection !== 'Connected',
  );
  const transferActions = useDeferredValue(useTransferActions());
  /** Empty unless the user consults somebody. */
  const caller = useOtherName(transferActions?.waitingCall);
  const { call: reach, invite } = useCapabilities();
  // The person's details say why there is no button.
  if (findRefusalOf(rawId, hasCall ? invite : reach) !== null) return null;
  if (!hasCall)
    return (
      <ActionButton
        label={t('favourites.call')}
        isDisabled={isDisabled}
        onPress={() => {
          // Just after a caller has hung up, the press may be meant for *Consult*, which was here.
          if (!phone.state.get().isSettling)
            void phone.placeCall({ kind: 'people', rawIds: [rawId] }, { video: false });
        }}
      >
        <Call20Regular />
      </ActionButton>
    );
  if (!transferActions?.canTransferTo(rawId)) return null;
  return (
    <>
      <ActionButton
        label={caller ? t('person.transferCallerTo', { caller, name }) : t('favourites.transfer')}
        onPress={() => transferActions.transfer(rawId)}
      >
        <CallForward20Regular className="mirrored" />
      </ActionButton>
      {transferActions.canConsult(rawId) && (
        <ActionButton label={t('favourites.consult')} onPress={() => transferActions.consult(rawId)}>
          <PersonCall20Regular />
        </ActionButton>
      )}
      {transferActions.canConsultInCall(rawId) && (
        <ActionButton label={t('addPeople.add')} onPress={() => transferActions.consultInCall(rawId)}>
          <PersonAdd20Regular />
        </ActionButton>
      )}
    </>
  );
}

interface ActionButtonProps {
  label: string;
  isDisabled?: boolean;
  onPress: () => void;
  children: ReactNode;
}

function ActionButton({ label, isDisabled = false, onPress, children }: ActionButtonProps) {
  const styles = useRowStyles();
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      title={label}
      {...(isDisabled && { 'aria-disabled': true })}
      onClick={() => {
        if (!isDisabled) onPress();
      }}
    >
      {children}
    </button>
  );
}
