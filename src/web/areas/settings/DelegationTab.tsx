import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss';
import { useTranslation } from 'react-i18next';
import { CalleeBox } from '../../callee/CalleeBox.tsx';
import { usePeoplePicker } from '../../callee/usePeoplePicker.ts';
import { useSettings } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { objectIdOf } from '../../people/rawId.ts';
import { useIsOneColumn } from '../../ui/useScreenWidth.ts';

const useStyles = makeStyles({
  text: { margin: 0 },
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  person: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
});

/**
 * The people on whose behalf the user may call (delegators). The user enters them, because Microsoft Graph lists them only in its
 * beta version, which is not for production use.
 * @see https://learn.microsoft.com/graph/api/resources/calldelegation-api-overview?view=graph-rest-beta
 */
export function DelegationTab() {
  const { t } = useTranslation();
  const styles = useStyles();
  // The words that the user sees in the box: its label is for screen readers.
  const dialBox = useIsOneColumn() ? 'dial.shortPlaceholder' : 'dial.placeholder';
  const [{ delegators }, changeSettings] = useSettings();
  const { rawIds, clear, ...boxProps } = usePeoplePicker();
  // Only a Teams user can be a delegator: no phone number, and no queue.
  const newRawIds = rawIds.filter((rawId) => objectIdOf(rawId) !== null && !delegators.includes(rawId));
  const addPicked = () => {
    if (newRawIds.length === 0) return;
    changeSettings({ delegators: [...delegators, ...newRawIds] });
    clear();
  };
  return (
    <>
      <Body1 as="p" className={styles.text}>
        {t('delegation.hint', { box: t(dialBox) })}
      </Body1>
      <ul aria-label={t('delegation.list')} className={styles.list}>
        {delegators.map((rawId) => (
          <Delegator
            key={rawId}
            rawId={rawId}
            onRemove={() => changeSettings({ delegators: delegators.filter((other) => other !== rawId) })}
          />
        ))}
      </ul>
      <CalleeBox
        label={t('delegation.add')}
        placeholder={t('callee.placeholder')}
        {...boxProps}
        isSingleChoice
        onEnter={addPicked}
      />
      <Button disabledFocusable={newRawIds.length === 0} onClick={addPicked}>
        {t('delegation.addButton')}
      </Button>
    </>
  );
}

function Delegator({ rawId, onRemove }: { rawId: string; onRemove: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const name = usePersonName(rawId);
  return (
    <li className={styles.person}>
      <bdi className={styles.name}>{name}</bdi>
      <Button
        appearance="subtle"
        icon={<Dismiss16Regular />}
        aria-label={t('dial.remove', { name })}
        onClick={onRemove}
      />
    </li>
  );
}
