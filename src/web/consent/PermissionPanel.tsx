import {
  Body1,
  Body1Strong,
  Button,
  Caption1,
  Caption1Strong,
  Link,
  makeStyles,
  mergeClasses,
  tokens,
} from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { useTranslation } from 'react-i18next';
import { columnList } from '../ui/columnList.ts';
import { onNarrowScreen } from '../ui/screenWidth.ts';
import { useCopy } from '../ui/useCopy.ts';
import { visuallyHidden } from '../ui/visuallyHidden.ts';
import type { PermissionRequest } from './consents.ts';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    textAlign: 'start',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  links: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  // The frame ties a link and its button to the label that names the permissions.
  link: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  // Large enough for a thumb.
  copy: { [onNarrowScreen]: { minHeight: '40px' } },
  list: { ...columnList, gap: tokens.spacingVerticalM },
  item: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  scopes: { color: tokens.colorNeutralForeground2, fontFamily: tokens.fontFamilyMonospace },
  consenter: { color: tokens.colorNeutralForeground2 },
  // The empty status line must exist for screen readers, but would add a gap.
  hidden: visuallyHidden,
});

/** Lists the permissions that the app asks for, and the links with which an administrator allows them. */
export function PermissionPanel({ request }: { request: PermissionRequest }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { groups, allLink, requiredLink, resourceLink } = request;
  return (
    <div className={styles.panel}>
      <Body1>{t('permissions.who')}</Body1>
      <div className={styles.links}>
        <AdminLink label={t('permissions.all')} address={allLink} />
        <AdminLink label={t('permissions.required')} address={requiredLink} />
        {resourceLink !== null && <AdminLink label={t('permissions.resource')} address={resourceLink} />}
      </div>
      <ul className={styles.list}>
        {groups.map(({ purpose, scopes, consenter }) => (
          <li key={purpose} className={styles.item}>
            <Body1>
              {purpose === 'calls' || purpose === 'service' || purpose === 'exchange'
                ? t(`permissions.${purpose}`)
                : t(`consent.why.${purpose}`)}
            </Body1>
            <Caption1 className={styles.scopes} dir="ltr">
              {scopes.map(toShortScope).join(', ')}
            </Caption1>
            {consenter === 'isRequired' ? (
              <Caption1Strong>{t('permissions.isRequired')}</Caption1Strong>
            ) : (
              <Caption1 className={styles.consenter}>{t(`permissions.${consenter}`)}</Caption1>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Links to a page of Entra. @param props.label names the permissions that the page asks for */
function AdminLink({ label, address }: { label: string; address: string }) {
  const { t } = useTranslation();
  const { result, copy } = useCopy();
  const styles = useStyles();
  return (
    <div className={styles.link}>
      <Body1Strong>{label}</Body1Strong>
      <div className={styles.actions}>
        <Link href={address} target="_blank" rel="noopener" aria-label={`${t('permissions.open')}: ${label}`}>
          {t('permissions.open')}
        </Link>
        <Button
          className={styles.copy}
          icon={<Copy20Regular />}
          aria-label={`${t('meetings.copyLink')}: ${label}`}
          onClick={() => copy(address)}
        >
          {t('meetings.copyLink')}
        </Button>
      </div>
      <Caption1 role="status" className={mergeClasses(!result && styles.hidden)}>
        {result && t(`person.${result}`)}
      </Caption1>
    </div>
  );
}

/** The name of a permission without its API, as Entra's pages show it. */
const toShortScope = (scope: string): string =>
  scope.endsWith('/.default') ? scope : scope.slice(scope.lastIndexOf('/') + 1);
