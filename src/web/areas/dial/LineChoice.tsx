import { Caption1, Field, makeStyles, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { findChosenLine, toLineId, type CompanyLine } from '../../calling/call/company.ts';
import { useSettings } from '../../calling/react.tsx';
import { useLineName } from '../../people/useLineName.ts';

const useStyles = makeStyles({
  field: { maxWidth: '420px' },
});

/** The company's line for which the agent calls. The browser remembers the choice. With one line, there is nothing to choose. */
export function LineChoice({ lines }: { lines: readonly CompanyLine[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const [{ companyLine }, changeSettings] = useSettings();
  const chosen = findChosenLine(lines, companyLine);
  const chosenName = useLineName(chosen?.number ?? '');
  if (!chosen) return null;
  if (lines.length === 1) return <Caption1 block>{t('company.callsAs', { line: chosenName })}</Caption1>;
  return (
    <Field label={t('dial.callAs')} orientation="horizontal" className={styles.field}>
      <Select
        value={toLineId(chosen)}
        onChange={(_event, { value }) => changeSettings({ companyLine: value })}
      >
        {lines.map((line) => (
          <LineOption key={line.id} line={line} />
        ))}
      </Select>
    </Field>
  );
}

const LineOption = ({ line }: { line: CompanyLine }) => (
  <option value={toLineId(line)}>{useLineName(line.number)}</option>
);
