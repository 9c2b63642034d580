import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  id: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  result: { minHeight: tokens.lineHeightBase200 },
});

/**
 * An id or a phone number, and a button that copies it.
 * @param props.shown the text on the screen, if it differs from the text that is copied
 */
export function CopyId({ id, shown = id }: { id: string; shown?: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [result, setResult] = useState<'copied' | 'notCopied' | null>(null);
  const copy = () => {
    // Insecure pages have no clipboard.
    const copying = navigator.clipboard ? navigator.clipboard.writeText(id) : Promise.reject(new Error());
    copying.then(
      () => setResult('copied'),
      () => setResult('notCopied'),
    );
  };
  return (
    <>
      <span className={styles.id}>
        <bdi className={styles.text}>{shown}</bdi>
        <Button
          appearance="subtle"
          size="small"
          icon={<Copy20Regular />}
          aria-label={t('person.copy')}
          onClick={copy}
        />
      </span>
      <Caption1 role="status" className={styles.result}>
        {result && t(`person.${result}`)}
      </Caption1>
    </>
  );
}
