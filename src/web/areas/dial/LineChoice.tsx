import { Caption1, Label, makeStyles, mergeClasses, Select, tokens, useId } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { findChosenLine, toLineId, type CompanyLine } from '../../calling/call/company.ts';
import { useSettings } from '../../calling/react.tsx';
import { useLineText } from '../../people/useLineName.ts';

const useStyles = makeStyles({
  // In a row of its own: beside the call buttons of a phone, the number would be cut off.
  row: { flexBasis: '100%', minWidth: 0, paddingBlockEnd: tokens.spacingVerticalXS },
  choice: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
  },
  // The field may be narrower than its text, which the browser then cuts off.
  select: { minWidth: 0, maxWidth: '100%', '& > select': { minWidth: 0 } },
});

/** The company's line for which the agent calls. The browser remembers the choice. With one line, there is nothing to choose. */
export function LineChoice({ lines }: { lines: readonly CompanyLine[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const selectId = useId('line');
  const [{ companyLine }, changeSettings] = useSettings();
  const chosen = findChosenLine(lines, companyLine);
  const chosenText = useLineText(chosen?.number ?? '');
  if (!chosen) return null;
  if (lines.length === 1)
    return (
      <Caption1 block className={styles.row}>
        {t('company.callsAs', { line: chosenText })}
      </Caption1>
    );
  return (
    <div className={mergeClasses(styles.row, styles.choice)}>
      <Label htmlFor={selectId}>{t('dial.callAs')}</Label>
      <Select
        id={selectId}
        className={styles.select}
        value={toLineId(chosen)}
        onChange={(_event, { value }) => changeSettings({ companyLine: value })}
      >
        {lines.map((line) => (
          <LineOption key={line.id} line={line} />
        ))}
      </Select>
    </div>
  );
}

const LineOption = ({ line }: { line: CompanyLine }) => (
  <option value={toLineId(line)}>{useLineText(line.number)}</option>
);
