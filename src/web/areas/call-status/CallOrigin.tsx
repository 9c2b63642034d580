import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';

const useStyles = makeStyles({
  origin: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

/** How the call came: through whom, on whose behalf, and what the calling application sent. Renders nothing for most calls. */
export function CallOrigin() {
  const { t } = useTranslation();
  const styles = useStyles();
  const via = useCall((call) => call.via);
  const onBehalfOf = useCall((call) => call.onBehalfOf);
  const customContext = useCall((call) => call.customContext);
  const viaName = usePersonName(via?.rawId ?? null, via?.displayName);
  const delegatorName = usePersonName(onBehalfOf);
  // A delegator's call reaches the user by being forwarded, so both texts would name the same person.
  const isVia = via !== null && via.rawId !== onBehalfOf;
  if (!isVia && onBehalfOf === null && customContext === null) return null;
  return (
    <Caption1 className={styles.origin}>
      {isVia && <bdi>{t('incoming.via', { name: viaName })}</bdi>}
      {onBehalfOf !== null && <bdi>{t('call.onBehalfOf', { name: delegatorName })}</bdi>}
      {customContext?.map(({ key, value }) => (
        <bdi key={`${key} ${value}`}>{key === null ? value : `${key}: ${value}`}</bdi>
      ))}
    </Caption1>
  );
}
