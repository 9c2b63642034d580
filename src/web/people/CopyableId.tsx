import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Copy20Regular } from '@fluentui/react-icons/svg/copy';
import { useTranslation } from 'react-i18next';
import { useCopy } from '../ui/useCopy.ts';

const useStyles = makeStyles({
  id: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  text: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  result: { minHeight: tokens.lineHeightBase200 },
});

interface CopyableIdProps {
  id: string;
  /** The text on the screen; by default the same as `id`. */
  displayText?: string;
  /** Whether `id` is a phone number. `false` by default. */
  isNumber?: boolean;
}

/** Shows an id or a phone number with a button that copies it, and whether copying succeeded. */
export function CopyableId({ id, displayText = id, isNumber = false }: CopyableIdProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { result, copy } = useCopy();
  return (
    <>
      <span className={styles.id}>
        <bdi className={styles.text}>{displayText}</bdi>
        <Button
          appearance="subtle"
          size="small"
          icon={<Copy20Regular />}
          aria-label={t(isNumber ? 'person.copyNumber' : 'person.copy')}
          onClick={() => copy(id)}
        />
      </span>
      <Caption1 role="status" className={styles.result}>
        {result && t(`person.${result}`)}
      </Caption1>
    </>
  );
}
