import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigFault } from '../config/check.ts';
import { Page } from '../ui/Page.tsx';

const useStyles = makeStyles({
  alert: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalM,
    width: '100%',
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, width: '100%', textAlign: 'start' },
  fault: {
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    columnGap: tokens.spacingHorizontalM,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    '& dd': { margin: 0 },
    '& dt': { color: tokens.colorNeutralForeground3 },
  },
});

interface ConfigFaultsScreenProps {
  faults: readonly ConfigFault[];
  onReload: () => void;
}

const facts = ['found', 'expected', 'example'] as const;

/** Lists all faults of `config.json`, for the administrator who edits the file. */
export function ConfigFaultsScreen({ faults, onReload }: ConfigFaultsScreenProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Page title={t('config.title')} wide>
      <div role="alert" className={styles.alert}>
        <Body1 as="p">{t('config.text')}</Body1>
        <ul className={styles.list}>
          {faults.map((fault) => (
            <li key={`${fault.key} ${fault.found}`} className={styles.fault}>
              <strong>{fault.key}</strong>
              <dl className={styles.facts}>
                {facts.map((fact) => (
                  <Fragment key={fact}>
                    <dt>{t(`config.${fact}`)}</dt>
                    {/* The check of `config.json` writes English and JSON, even on a right-to-left page. */}
                    <dd>
                      <bdi lang="en" dir="ltr">
                        {fault[fact]}
                      </bdi>
                    </dd>
                  </Fragment>
                ))}
              </dl>
            </li>
          ))}
        </ul>
        <Body1 as="p">{t('problems.code', { code: 'config-invalid' })}</Body1>
        <Button appearance="primary" onClick={onReload}>
          {t('config.reload')}
        </Button>
      </div>
    </Page>
  );
}
