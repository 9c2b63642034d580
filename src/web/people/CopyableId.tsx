import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../ui/useCopy.ts';
import { toDisplayId } from './phoneNumbers.ts';

const useStyles = makeStyles({
  id: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  result: { minHeight: tokens.lineHeightBase200 },
});

/** Shows a raw id, or the phone number in it, with a button that copies it. */
export function CopyableId({ rawId }: { rawId: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { result, copy } = useCopy();
  const isNumber = rawId.startsWith('4:');
  return (
    <>
      <span className={styles.id}>
        <bdi className={styles.text}>{isNumber ? toDisplayId(rawId) : rawId}</bdi>
        <Button
          appearance="subtle"
          size="small"
          icon={<Copy20Regular />}
          aria-label={t(isNumber ? 'person.copyNumber' : 'person.copy')}
          onClick={() => copy(isNumber ? rawId.slice(2) : rawId)}
        />
      </span>
      <Caption1 role="status" className={styles.result}>
        {result && t(`person.${result}`)}
      </Caption1>
    </>
  );
}
