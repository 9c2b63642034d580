import { Button, Caption1, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { useTranslation } from 'react-i18next';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { useCopy } from '../../ui/useCopy.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, maxWidth: '640px' },
  link: { flexGrow: 1, flexBasis: '200px', minWidth: 0 },
  copy: { [onNarrowScreen]: { minHeight: '40px' } },
  result: { minHeight: tokens.lineHeightBase200 },
});

/** The join link of a meeting, with a button that copies it. */
export function InvitationLink({ link }: { link: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { result, copy } = useCopy();
  return (
    <Field label={t('meetings.invitationLink')}>
      <div className={styles.row}>
        <Input
          readOnly
          className={styles.link}
          aria-label={t('meetings.invitationLink')}
          value={link}
          onFocus={(event) => event.target.select()}
        />
        <Button className={styles.copy} icon={<Copy20Regular />} onClick={() => copy(link)}>
          {t('meetings.copyLink')}
        </Button>
      </div>
      <Caption1 role="status" className={styles.result}>
        {result && t(`person.${result}`)}
      </Caption1>
    </Field>
  );
}
