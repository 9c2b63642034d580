import { Field, makeStyles, Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';

const useStyles = makeStyles({ field: { maxWidth: '320px' } });

interface CallAsSelectProps {
  /** Raw ids of the users on whose behalf the user may call. */
  delegators: readonly string[];
  /** The chosen one of them; `undefined` if the user calls for themselves. */
  value: string | undefined;
  onChange: (delegatorRawId: string | undefined) => void;
}

/** The choice on whose behalf the user calls. */
export function CallAsSelect({ delegators, value, onChange }: CallAsSelectProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Field label={t('dial.callAs')} orientation="horizontal" className={styles.field}>
      <Select
        value={value ?? ''}
        onChange={(_event, data) => onChange(data.value === '' ? undefined : data.value)}
      >
        <option value="">{t('dial.myself')}</option>
        {delegators.map((rawId) => (
          <DelegatorOption key={rawId} rawId={rawId} />
        ))}
      </Select>
    </Field>
  );
}

const DelegatorOption = ({ rawId }: { rawId: string }) => (
  <option value={rawId}>{usePersonName(rawId)}</option>
);
