import { IconKey, IconLink } from '@tabler/icons-react'
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { findColumn } from '../../ui/catalog-lookup.ts'
import type { PlacedTable } from './diagram-layout.ts'

export type TableNodeType = Node<{ readonly placed: PlacedTable; readonly faint: boolean; readonly chosen: boolean }, 'table'>

const ColumnLine = ({ placed, name }: { readonly placed: PlacedTable; readonly name: string }) => {
  const { t } = useTranslation()
  const column = findColumn(placed.table, name)
  const primary = placed.table.primaryKey.includes(name)
  const foreign = placed.foreign.includes(name)
  return (
    <li>
      {primary ? (
        <IconKey size={14} aria-hidden="true" />
      ) : foreign ? (
        <IconLink size={14} aria-hidden="true" />
      ) : (
        <span className="t7-node-gap" />
      )}
      <span className="t7-node-name">{name}</span>
      <span className="t7-node-type">{column ? t(`typeShort.${column.type}`) : ''}</span>
    </li>
  )
}

/** One table of the diagram. */
export const TableNode = memo(({ data: { placed, faint, chosen } }: NodeProps<TableNodeType>) => {
  const { t } = useTranslation('structure')
  return (
    <div className={`t7-node${faint ? ' faint' : ''}${chosen ? ' chosen' : ''}`}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="t7-node-head" title={placed.table.description ?? placed.table.name}>
        {placed.table.name}
      </div>
      <ul>
        {placed.columns.map((name) => (
          <ColumnLine key={name} placed={placed} name={name} />
        ))}
        {placed.more > 0 ? <li className="t7-node-more">{t('more', { count: placed.more })}</li> : null}
      </ul>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})
