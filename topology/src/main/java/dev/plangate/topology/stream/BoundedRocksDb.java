package dev.plangate.topology.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all stores of a process, outside the heap. By default each partition may take about 100 MiB:
 * a gate with twelve of them would outgrow a small container. Made by Kafka Streams, one per store.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final long MEMORY = 96L << 20;
    private static final long WRITE_BUFFERS = 32L << 20;
    private static final long WRITE_BUFFER = 4L << 20;

    static {
        RocksDB.loadLibrary();
    }

    // For the life of the process: stores come and go with rebalances.
    private static final Cache CACHE = new LRUCache(MEMORY);
    private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, CACHE);

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        var tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(CACHE);
        tables.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
        // The cache is shared: nothing belongs to one store.
    }
}
