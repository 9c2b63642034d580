import { makeStyles, Subtitle1 } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import '../i18n/restOfEnglish.ts';
import { createPermissionRequest } from '../auth/permissionRequest.ts';
import type { Config } from '../config/schema.ts';
import { PermissionPanel } from '../consent/PermissionPanel.tsx';

const useStyles = makeStyles({
  help: { width: '100%', textAlign: 'start' },
  heading: { margin: 0 },
});

/** Tells a user who could not sign in what an administrator has to allow, with the links to send to the administrator. */
export function AdministratorHelp({ config }: { config: Config }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const request = useMemo(() => createPermissionRequest(config, null, location.origin), [config]);
  return (
    <section aria-labelledby="permissions" className={styles.help}>
      <Subtitle1 as="h2" id="permissions" className={styles.heading}>
        {t('permissions.title')}
      </Subtitle1>
      <PermissionPanel request={request} />
    </section>
  );
}
