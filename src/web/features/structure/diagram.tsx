import '@xyflow/react/dist/style.css'
import { Background, Controls, type Edge, MiniMap, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalog } from '#contracts/catalog.ts'
import { useDark } from '../../ui/theme.ts'
import { type Layout, layOut, nodeWidth } from './diagram-layout.ts'
import { TableNode, type TableNodeType } from './table-node.tsx'

type Props = {
  readonly catalog: Catalog
  readonly matches: ReadonlySet<string>
  readonly keysOnly: boolean
  readonly selected: string | null
  readonly onSelect: (name: string) => void
}

const nodeTypes = { table: TableNode }

const nodesOf = (layout: Layout, matches: ReadonlySet<string>, selected: string | null): TableNodeType[] =>
  layout.tables.map((placed) => ({
    id: placed.table.name,
    type: 'table',
    position: { x: placed.x, y: placed.y },
    width: nodeWidth,
    height: placed.height,
    data: { placed, faint: !matches.has(placed.table.name), chosen: placed.table.name === selected },
    ariaLabel: placed.table.name,
  }))

const edgesOf = (layout: Layout, selected: string | null): Edge[] =>
  layout.relations.map((relation) => {
    const touches = relation.from.table === selected || relation.to.table === selected
    return {
      id: `${relation.from.table} ${relation.name}`,
      source: relation.to.table,
      target: relation.from.table,
      focusable: false,
      className: `t7-edge${touches ? ' chosen' : ''}${relation.declared ? '' : ' inferred'}`,
    }
  })

const neighbours = (layout: Layout, name: string): readonly string[] => [
  name,
  ...layout.relations.flatMap((one) => (one.from.table === name ? [one.to.table] : one.to.table === name ? [one.from.table] : [])),
]

const useFollow = (matches: ReadonlySet<string>, layout: Layout, selected: string | null): void => {
  const flow = useReactFlow()
  useEffect(() => {
    if (matches.size < layout.tables.length) void flow.fitView({ nodes: [...matches].map((id) => ({ id })), maxZoom: 1, duration: 0 })
  }, [flow, matches, layout])
  useEffect(() => {
    if (selected !== null)
      void flow.fitView({ nodes: neighbours(layout, selected).map((id) => ({ id })), minZoom: 0.5, maxZoom: 1, duration: 0, padding: 0.1 })
  }, [flow, layout, selected])
}

const Flow = ({ catalog, matches, keysOnly, selected, onSelect }: Props) => {
  const { t } = useTranslation('structure')
  const dark = useDark()
  const layout = useMemo(() => layOut(catalog, keysOnly), [catalog, keysOnly])
  const nodes = useMemo(() => nodesOf(layout, matches, selected), [layout, matches, selected])
  const edges = useMemo(() => edgesOf(layout, selected), [layout, selected])
  useFollow(matches, layout, selected)
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      colorMode={dark ? 'dark' : 'light'}
      fitView
      fitViewOptions={{ minZoom: 0.4, maxZoom: 1, padding: 0.05 }}
      minZoom={0.08}
      maxZoom={1.5}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      onlyRenderVisibleElements={catalog.tables.length > 40}
      onNodeClick={(_, node) => onSelect(node.id)}
      onNodesChange={(changes) => {
        // Enter on a focused table selects it.
        for (const change of changes) if (change.type === 'select' && change.selected) onSelect(change.id)
      }}
      ariaLabelConfig={{
        'controls.zoomIn.ariaLabel': t('zoomIn'),
        'controls.zoomOut.ariaLabel': t('zoomOut'),
        'controls.fitView.ariaLabel': t('fit'),
        'minimap.ariaLabel': t('map'),
        'node.a11yDescription.default': t('diagramHelp'),
      }}
    >
      <Background gap={24} />
      <Controls showInteractive={false} />
      {catalog.tables.length > 15 ? <MiniMap pannable zoomable /> : null}
    </ReactFlow>
  )
}

/** The tables and their relations, drawn. */
export const Diagram = (props: Props) => {
  const { t } = useTranslation('structure')
  return (
    <section className="t7-diagram" aria-label={t('diagram')}>
      <p className="visually-hidden">{t('diagramHelp')}</p>
      <ReactFlowProvider>
        <Flow {...props} />
      </ReactFlowProvider>
    </section>
  )
}
