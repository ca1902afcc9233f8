drop table kehu.competitor, kehu.stage_task, kehu.stage, kehu.pipeline;
