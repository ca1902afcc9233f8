drop table kehu.rate_item, kehu.rate_card, kehu.ad_position, kehu.issue, kehu.publication, kehu.media_class, kehu.media_group;
