import { makeStyles, SearchBox, ToggleButton, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { filters, type Filter } from './filterEntries.ts';

const useStyles = makeStyles({
  search: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  box: { maxWidth: 'none', minWidth: 0 },
  filters: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  filter: { minWidth: 0 },
});

interface HistorySearchProps {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  query: string;
  onQuery: (query: string) => void;
}

export function HistorySearch({ filter, onFilter, query, onQuery }: HistorySearchProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.search}>
      <SearchBox
        aria-label={t('history.search')}
        placeholder={t('history.searchHint')}
        className={styles.box}
        value={query}
        dismiss={{ 'aria-label': t('history.clearSearch') }}
        onChange={(_event, { value }) => onQuery(value)}
      />
      <div role="group" aria-label={t('history.filters.label')} className={styles.filters}>
        {filters.map((name) => (
          <ToggleButton
            key={name}
            size="small"
            shape="circular"
            className={styles.filter}
            checked={name === filter}
            onClick={() => onFilter(name)}
          >
            {t(`history.filters.${name}`)}
          </ToggleButton>
        ))}
      </div>
    </div>
  );
}
