import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Open20Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import type { IncomingSnapshot } from '../../calling/call/snapshot.ts';
import { useLookUp } from '../../integration/useLookUp.ts';
import { useIsSettling } from './AnswerButtons.tsx';

const useStyles = makeStyles({
  // As small as *Details* beside it, so that it leaves the width to the caller's number.
  button: {
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** Opens the caller's page before the user accepts. Shows nothing if `config.json` names no address. */
export function LookUpButton({ incoming: { callerId, ...call } }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const lookUp = useLookUp();
  const isSettling = useIsSettling();
  return (
    lookUp && (
      <Button
        className={styles.button}
        appearance="subtle"
        icon={<Open20Regular />}
        disabledFocusable={isSettling}
        onClick={() => lookUp({ ...call, rawId: callerId }, call.key)}
      >
        {t('integration.lookUp')}
      </Button>
    )
  );
}
