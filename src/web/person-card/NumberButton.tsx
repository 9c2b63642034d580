import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { formatPhoneNumber } from '../people/displayId.ts';
import { toE164 } from '../people/toE164.ts';
import { CallActionIcon } from './CallActionIcon.tsx';
import { useCallActions } from './useCallActions.ts';

const useStyles = makeStyles({
  number: {
    display: 'flex',
    justifyContent: 'start',
    width: '100%',
    paddingInline: 0,
    fontWeight: tokens.fontWeightRegular,
  },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minHeight: '32px' },
});

/**
 * A phone number that one press calls, or to which one press transfers the present call.
 * @param props.text the number as it stands in the directory. A text that is no phone number is shown without a button
 */
export function NumberButton({ text }: { text: string }) {
  const number = toE164(text);
  return number === null ? <bdi>{text}</bdi> : <DialableNumber number={number} />;
}

/** @param props.number for example `+14255550100` */
function DialableNumber({ number }: { number: string }) {
  const styles = useStyles();
  const shown = formatPhoneNumber(number);
  const actions = useCallActions(`4:${number}`, shown);
  const [only] = actions;
  if (only && actions.length === 1)
    return (
      <Button
        appearance="transparent"
        className={styles.number}
        icon={<CallActionIcon kind={only.kind} />}
        aria-label={only.label}
        disabledFocusable={only.isDisabled}
        onClick={only.run}
      >
        <bdi>{shown}</bdi>
      </Button>
    );
  return (
    <span className={styles.line}>
      <bdi>{shown}</bdi>
      {actions.map(({ kind, label, isDisabled, run }) => (
        <Button
          key={kind}
          appearance="subtle"
          size="small"
          icon={<CallActionIcon kind={kind} />}
          aria-label={label}
          title={label}
          disabledFocusable={isDisabled}
          onClick={run}
        />
      ))}
    </span>
  );
}
