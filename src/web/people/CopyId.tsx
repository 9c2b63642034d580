import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  id: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  said: { minHeight: tokens.lineHeightBase200 },
});

/** An id or a number, and the button that copies it. @param shown how it is read, where that is not how it is copied */
export function CopyId({ id, shown = id }: { id: string; shown?: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [said, setSaid] = useState<'copied' | 'notCopied' | null>(null);
  const copy = () => {
    // Where the page is not secure there is no clipboard at all.
    const copying = navigator.clipboard ? navigator.clipboard.writeText(id) : Promise.reject(new Error());
    copying.then(
      () => setSaid('copied'),
      () => setSaid('notCopied'),
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
      <Caption1 role="status" className={styles.said}>
        {said && t(`person.${said}`)}
      </Caption1>
    </>
  );
}
