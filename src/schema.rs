// @generated automatically by Diesel CLI.

pub mod kehu {
    diesel::table! {
        kehu.activity (id) {
            id -> Int8,
            version -> Int4,
            intent -> Nullable<Uuid>,
            kind -> Text,
            title -> Text,
            customer_id -> Nullable<Int8>,
            contact_id -> Nullable<Int8>,
            order_id -> Nullable<Int8>,
            instalment_id -> Nullable<Int8>,
            insertion_id -> Nullable<Int8>,
            assigned_by_id -> Int4,
            owner_id -> Int4,
            dept_id -> Int4,
            order_dept_id -> Nullable<Int4>,
            is_key -> Bool,
            priority -> Text,
            plan_start -> Nullable<Timestamptz>,
            plan_end -> Nullable<Timestamptz>,
            all_day -> Bool,
            due_on -> Date,
            state -> Text,
            done_at -> Nullable<Timestamptz>,
            result -> Nullable<Text>,
            customer_feedback -> Nullable<Text>,
            next_step -> Nullable<Text>,
            result_code -> Nullable<Text>,
            acknowledged_at -> Nullable<Timestamptz>,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
            lead_id -> Nullable<Int8>,
        }
    }

    diesel::table! {
        kehu.ad_position (id) {
            id -> Int8,
            version -> Int4,
            publication_id -> Int8,
            code -> Text,
            name -> Text,
            pinyin -> Text,
            initials -> Text,
            size -> Nullable<Text>,
            colour -> Nullable<Text>,
            unique_per_issue -> Bool,
            active -> Bool,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.comment (id) {
            id -> Int8,
            version -> Int4,
            intent -> Nullable<Uuid>,
            customer_id -> Nullable<Int8>,
            order_id -> Nullable<Int8>,
            contact_id -> Nullable<Int8>,
            activity_id -> Nullable<Int8>,
            payment_id -> Nullable<Int8>,
            contract_id -> Nullable<Int8>,
            invoice_id -> Nullable<Int8>,
            opportunity_id -> Nullable<Int8>,
            lead_id -> Nullable<Int8>,
            text -> Text,
            author_id -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.competitor (id) {
            id -> Int8,
            version -> Int4,
            name -> Text,
            media -> Nullable<Text>,
            strengths -> Nullable<Text>,
            weaknesses -> Nullable<Text>,
            price_note -> Nullable<Text>,
            active -> Bool,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.contact (id) {
            id -> Int8,
            version -> Int4,
            intent -> Nullable<Uuid>,
            customer_id -> Int8,
            name -> Text,
            pinyin -> Text,
            initials -> Text,
            gender -> Nullable<Text>,
            job_title -> Nullable<Text>,
            dept_name -> Nullable<Text>,
            mobile -> Nullable<Text>,
            phone -> Nullable<Text>,
            email -> Nullable<Text>,
            wechat -> Nullable<Text>,
            relation_depth -> Nullable<Int4>,
            influence -> Nullable<Text>,
            is_key -> Bool,
            is_decider -> Bool,
            is_payer -> Bool,
            do_not_contact -> Bool,
            status -> Text,
            birth_calendar -> Nullable<Text>,
            birth_month -> Nullable<Int4>,
            birth_day -> Nullable<Int4>,
            birth_leap -> Bool,
            note -> Nullable<Text>,
            owner_id -> Int4,
            dept_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.contact_card (contact_id) {
            contact_id -> Int8,
            mobile_masked -> Nullable<Text>,
            phone_ext -> Nullable<Text>,
            fax -> Nullable<Text>,
            qq -> Nullable<Text>,
            birth_year -> Nullable<Int4>,
            reports_to_id -> Nullable<Int8>,
            hobbies -> Nullable<Text>,
            ext -> Jsonb,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.contract (id) {
            id -> Int8,
            version -> Int4,
            intent -> Uuid,
            code -> Text,
            customer_id -> Int8,
            kind -> Text,
            amount -> Nullable<Numeric>,
            signed_on -> Nullable<Date>,
            start_on -> Nullable<Date>,
            end_on -> Nullable<Date>,
            our_signer -> Nullable<Text>,
            their_signer -> Nullable<Text>,
            state -> Text,
            state_reason -> Nullable<Text>,
            file_ref -> Nullable<Text>,
            note -> Nullable<Text>,
            owner_id -> Int4,
            dept_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.custom_field (id) {
            id -> Int4,
            version -> Int4,
            kind -> Text,
            name -> Text,
            label -> Text,
            label_en -> Nullable<Text>,
            #[sql_name = "type"]
            type_ -> Text,
            dict_code -> Nullable<Text>,
            choices -> Nullable<Text>,
            sort -> Int4,
            required -> Bool,
            active -> Bool,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.customer (id) {
            id -> Int8,
            version -> Int4,
            intent -> Nullable<Uuid>,
            code -> Text,
            name -> Text,
            pinyin -> Text,
            initials -> Text,
            kind -> Text,
            parent_id -> Nullable<Int8>,
            uscc -> Nullable<Text>,
            source -> Nullable<Text>,
            value_grade -> Nullable<Text>,
            industry -> Nullable<Text>,
            relation_level -> Nullable<Text>,
            status -> Text,
            is_key -> Bool,
            is_reference -> Bool,
            city -> Nullable<Text>,
            phone -> Nullable<Text>,
            credit_limit -> Nullable<Numeric>,
            default_pay_days -> Int4,
            needs_contract -> Bool,
            next_contact_on -> Nullable<Date>,
            last_contact_at -> Nullable<Timestamptz>,
            last_order_on -> Nullable<Date>,
            owner_id -> Int4,
            dept_id -> Int4,
            first_owner_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.customer_card (customer_id) {
            customer_id -> Int8,
            short_name -> Nullable<Text>,
            archive_reason -> Nullable<Text>,
            reference_text -> Nullable<Text>,
            introducer -> Nullable<Text>,
            campaign -> Nullable<Text>,
            province -> Nullable<Text>,
            address -> Nullable<Text>,
            postcode -> Nullable<Text>,
            fax -> Nullable<Text>,
            website -> Nullable<Text>,
            tags -> Array<Nullable<Text>>,
            note -> Nullable<Text>,
            ext -> Jsonb,
            owner_id -> Int4,
            dept_id -> Int4,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.department (id) {
            id -> Int4,
            version -> Int4,
            code -> Text,
            name -> Text,
            kind -> Text,
            city -> Nullable<Text>,
            parent_id -> Nullable<Int4>,
            sort -> Int4,
            active -> Bool,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.dict (code) {
            code -> Text,
            label -> Text,
            label_en -> Text,
        }
    }

    diesel::table! {
        kehu.dict_item (id) {
            id -> Int4,
            version -> Int4,
            dict_code -> Text,
            code -> Text,
            label -> Text,
            label_en -> Text,
            sort -> Int4,
            colour -> Nullable<Text>,
            active -> Bool,
            valid_from -> Nullable<Date>,
            valid_to -> Nullable<Date>,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.doc_template (id) {
            id -> Int4,
            version -> Int4,
            name -> Text,
            kind -> Text,
            language -> Text,
            body -> Text,
            active -> Bool,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.draft (id) {
            id -> Uuid,
            operator_id -> Int4,
            form -> Text,
            #[sql_name = "ref"]
            ref_ -> Nullable<Text>,
            payload -> Jsonb,
            field -> Nullable<Text>,
            cursor -> Int4,
            key_count -> Int4,
            host -> Nullable<Text>,
            tty -> Nullable<Text>,
            saved_at -> Timestamptz,
            began_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.dunning (activity_id) {
            activity_id -> Int8,
            instalment_id -> Int8,
            level -> Int4,
            outstanding_at_creation -> Numeric,
            promised_on -> Nullable<Date>,
            promised_amount -> Nullable<Numeric>,
            reason_code -> Nullable<Text>,
            answer -> Nullable<Text>,
            answered_at -> Nullable<Timestamptz>,
            is_open -> Bool,
            owner_id -> Int4,
            dept_id -> Int4,
            order_dept_id -> Nullable<Int4>,
            assigned_by_id -> Int4,
            created_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.dup_candidate (id) {
            id -> Int8,
            version -> Int4,
            first_id -> Int8,
            second_id -> Int8,
            first_contact_id -> Nullable<Int8>,
            second_contact_id -> Nullable<Int8>,
            first_person -> Nullable<Text>,
            second_person -> Nullable<Text>,
            score -> Int4,
            reason -> Text,
            state -> Text,
            note -> Nullable<Text>,
            first_name -> Text,
            second_name -> Text,
            first_owner_id -> Int4,
            first_dept_id -> Int4,
            second_owner_id -> Int4,
            second_dept_id -> Int4,
            gone -> Bool,
            found_at -> Timestamptz,
            decided_by -> Nullable<Int4>,
            decided_at -> Nullable<Timestamptz>,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.export_log (id) {
            id -> Int8,
            at -> Timestamptz,
            operator_id -> Int4,
            kind -> Text,
            filter -> Text,
            row_count -> Int4,
        }
    }

    diesel::table! {
        kehu.file (id) {
            id -> Int8,
            version -> Int4,
            intent -> Nullable<Uuid>,
            customer_id -> Nullable<Int8>,
            order_id -> Nullable<Int8>,
            contact_id -> Nullable<Int8>,
            activity_id -> Nullable<Int8>,
            payment_id -> Nullable<Int8>,
            contract_id -> Nullable<Int8>,
            invoice_id -> Nullable<Int8>,
            opportunity_id -> Nullable<Int8>,
            lead_id -> Nullable<Int8>,
            name -> Text,
            size -> Int4,
            body -> Bytea,
            text -> Nullable<Text>,
            note -> Nullable<Text>,
            added_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.hand_over (id) {
            id -> Int8,
            version -> Int4,
            batch -> Uuid,
            from_id -> Int4,
            dept_id -> Int4,
            receivers -> Array<Nullable<Int4>>,
            to_id -> Int4,
            others -> Int4,
            rule -> Text,
            customers -> Int4,
            activities -> Int4,
            leads -> Int4,
            reason -> Nullable<Text>,
            state -> Text,
            returned -> Nullable<Int4>,
            returned_by -> Nullable<Int4>,
            returned_at -> Nullable<Timestamptz>,
            created_by -> Int4,
            created_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.holiday (id) {
            id -> Int4,
            version -> Int4,
            date -> Date,
            name -> Text,
            is_off_day -> Bool,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.inbox_item (id) {
            id -> Int8,
            version -> Int4,
            operator_id -> Int4,
            comment_id -> Int8,
            read_at -> Nullable<Timestamptz>,
            created_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.insertion (id) {
            id -> Int8,
            version -> Int4,
            order_id -> Int8,
            order_line_id -> Int8,
            seq -> Int4,
            publication_id -> Int8,
            position_id -> Int8,
            issue_id -> Int8,
            customer_id -> Int8,
            planned_on -> Date,
            amount -> Numeric,
            state -> Text,
            published_on -> Nullable<Date>,
            page_no -> Nullable<Text>,
            sample_no -> Nullable<Text>,
            sample_sent_on -> Nullable<Date>,
            makegood_of_id -> Nullable<Int8>,
            counted -> Bool,
            holds -> Bool,
            marked_by -> Nullable<Int4>,
            marked_at -> Nullable<Timestamptz>,
            note -> Nullable<Text>,
            owner_id -> Int4,
            dept_id -> Int4,
            salesperson_id -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.instalment (id) {
            id -> Int8,
            version -> Int4,
            order_id -> Int8,
            customer_id -> Int8,
            seq -> Int4,
            due_on -> Date,
            amount -> Numeric,
            received -> Numeric,
            insertion_id -> Nullable<Int8>,
            state -> Text,
            counted -> Bool,
            promised_on -> Nullable<Date>,
            promised_amount -> Nullable<Numeric>,
            promised_rest -> Nullable<Numeric>,
            blocked_until -> Nullable<Date>,
            blocked_reason -> Nullable<Text>,
            outstanding -> Numeric,
            note -> Nullable<Text>,
            owner_id -> Int4,
            dept_id -> Int4,
            salesperson_id -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.invoice (id) {
            id -> Int8,
            version -> Int4,
            intent -> Uuid,
            code -> Text,
            order_id -> Int8,
            customer_id -> Int8,
            invoice_title_id -> Int8,
            title -> Text,
            tax_no -> Nullable<Text>,
            address_phone -> Nullable<Text>,
            bank_account -> Nullable<Text>,
            #[sql_name = "type"]
            type_ -> Text,
            amount -> Numeric,
            tax_rate -> Numeric,
            net -> Numeric,
            tax -> Numeric,
            number -> Nullable<Text>,
            requested_on -> Date,
            issued_on -> Nullable<Date>,
            received_by_customer_on -> Nullable<Date>,
            state -> Text,
            state_reason -> Nullable<Text>,
            note -> Nullable<Text>,
            owner_id -> Int4,
            dept_id -> Int4,
            salesperson_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.invoice_title (id) {
            id -> Int8,
            version -> Int4,
            customer_id -> Int8,
            kind -> Text,
            title -> Text,
            tax_no -> Nullable<Text>,
            address -> Nullable<Text>,
            phone -> Nullable<Text>,
            bank -> Nullable<Text>,
            account -> Nullable<Text>,
            is_default -> Bool,
            owner_id -> Int4,
            dept_id -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.issue (id) {
            id -> Int8,
            version -> Int4,
            publication_id -> Int8,
            year -> Int4,
            no -> Int4,
            label -> Text,
            publish_on -> Date,
            booking_deadline_on -> Date,
            material_deadline_on -> Date,
            payment_deadline_on -> Date,
            status -> Text,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.lead (id) {
            id -> Int8,
            version -> Int4,
            intent -> Nullable<Uuid>,
            name -> Text,
            pinyin -> Text,
            initials -> Text,
            contact_name -> Nullable<Text>,
            job_title -> Nullable<Text>,
            mobile -> Nullable<Text>,
            phone -> Nullable<Text>,
            city -> Nullable<Text>,
            source -> Nullable<Text>,
            industry -> Nullable<Text>,
            interest -> Nullable<Text>,
            state -> Text,
            drop_reason -> Nullable<Text>,
            next_contact_on -> Nullable<Date>,
            last_contact_at -> Nullable<Timestamptz>,
            customer_id -> Nullable<Int8>,
            contact_id -> Nullable<Int8>,
            opportunity_id -> Nullable<Int8>,
            converted_at -> Nullable<Timestamptz>,
            ext -> Jsonb,
            owner_id -> Int4,
            dept_id -> Int4,
            first_owner_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.login_log (id) {
            id -> Int8,
            at -> Timestamptz,
            operator_id -> Nullable<Int4>,
            login -> Text,
            client_addr -> Nullable<Inet>,
            app -> Nullable<Text>,
            result -> Text,
        }
    }

    diesel::table! {
        kehu.media_class (id) {
            id -> Int4,
            name -> Text,
            sort -> Int4,
            active -> Bool,
        }
    }

    diesel::table! {
        kehu.media_group (id) {
            id -> Int4,
            name -> Text,
            sort -> Int4,
            active -> Bool,
        }
    }

    diesel::table! {
        kehu.opportunity (id) {
            id -> Int8,
            version -> Int4,
            intent -> Uuid,
            code -> Text,
            name -> Text,
            customer_id -> Int8,
            stage_id -> Int4,
            state -> Text,
            state_reason -> Nullable<Text>,
            intent_evidence -> Text,
            amount -> Nullable<Numeric>,
            lines -> Int4,
            own_win_rate -> Nullable<Int4>,
            importance -> Text,
            class_id -> Int4,
            is_key_project -> Bool,
            expected_close_on -> Nullable<Date>,
            stage_entered_on -> Date,
            standard_days -> Int4,
            closed_at -> Nullable<Timestamptz>,
            lost_reason -> Nullable<Text>,
            lost_competitor_id -> Nullable<Int8>,
            last_contact_at -> Nullable<Timestamptz>,
            next_activity_on -> Nullable<Date>,
            owner_id -> Int4,
            dept_id -> Int4,
            salesperson_id -> Int4,
            first_owner_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.opportunity_card (opportunity_id) {
            opportunity_id -> Int8,
            ext -> Jsonb,
            owner_id -> Int4,
            dept_id -> Int4,
            customer_id -> Int8,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.opportunity_contact (id) {
            id -> Int8,
            opportunity_id -> Int8,
            contact_id -> Int8,
            role -> Text,
            owner_id -> Int4,
            dept_id -> Int4,
            customer_id -> Int8,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.opportunity_line (id) {
            id -> Int8,
            version -> Int4,
            opportunity_id -> Int8,
            seq -> Int4,
            publication_id -> Int8,
            position_id -> Int8,
            issues -> Int4,
            list_price -> Numeric,
            discount -> Numeric,
            unit_price -> Numeric,
            amount -> Numeric,
            owner_id -> Int4,
            dept_id -> Int4,
            customer_id -> Int8,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.order_card (order_id) {
            order_id -> Int8,
            plan_text -> Text,
            pay_note -> Nullable<Text>,
            note -> Nullable<Text>,
            confirmed_at -> Nullable<Timestamptz>,
            confirmed_by -> Nullable<Int4>,
            state_reason -> Nullable<Text>,
            saved_intent -> Nullable<Uuid>,
            insertions -> Int4,
            delivered -> Int4,
            delivered_amount -> Numeric,
            counted -> Bool,
            ext -> Jsonb,
            customer_id -> Int8,
            owner_id -> Int4,
            dept_id -> Int4,
            salesperson_id -> Int4,
            opportunity_id -> Nullable<Int8>,
        }
    }

    diesel::table! {
        kehu.order_change (id) {
            id -> Int8,
            version -> Int4,
            intent -> Uuid,
            code -> Text,
            order_id -> Int8,
            customer_id -> Int8,
            kind -> Text,
            state -> Text,
            reason -> Text,
            net_before -> Numeric,
            net_after -> Numeric,
            before -> Jsonb,
            after -> Jsonb,
            decision_note -> Nullable<Text>,
            requested_by -> Int4,
            requested_at -> Timestamptz,
            decided_by -> Nullable<Int4>,
            decided_at -> Nullable<Timestamptz>,
            owner_id -> Int4,
            dept_id -> Int4,
            salesperson_id -> Int4,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.order_line (id) {
            id -> Int8,
            version -> Int4,
            order_id -> Int8,
            seq -> Int4,
            publication_id -> Int8,
            position_id -> Int8,
            size -> Nullable<Text>,
            colour -> Nullable<Text>,
            list_price -> Numeric,
            discount -> Numeric,
            unit_price -> Numeric,
            issues -> Int4,
            amount -> Numeric,
            surcharge_kind -> Nullable<Text>,
            inserted -> Numeric,
            insertions -> Int4,
            open -> Bool,
            counted -> Bool,
            customer_id -> Int8,
            owner_id -> Int4,
            dept_id -> Int4,
            salesperson_id -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.payment (id) {
            id -> Int8,
            version -> Int4,
            intent -> Uuid,
            code -> Text,
            payer_id -> Int8,
            kind -> Text,
            received_on -> Date,
            amount -> Numeric,
            method -> Text,
            bank_ref -> Nullable<Text>,
            allocated -> Numeric,
            paid_out -> Numeric,
            returns_id -> Nullable<Int8>,
            unallocated -> Numeric,
            state -> Text,
            note -> Nullable<Text>,
            owner_id -> Int4,
            dept_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.payment_allocation (id) {
            id -> Int8,
            payment_id -> Int8,
            instalment_id -> Int8,
            order_id -> Int8,
            amount -> Numeric,
            kind -> Text,
            received_on -> Date,
            owner_id -> Int4,
            dept_id -> Int4,
            salesperson_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.pipeline (id) {
            id -> Int4,
            version -> Int4,
            name -> Text,
            sort -> Int4,
            active -> Bool,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.publication (id) {
            id -> Int8,
            version -> Int4,
            code -> Text,
            name -> Text,
            edition -> Nullable<Text>,
            pinyin -> Text,
            initials -> Text,
            group_id -> Int4,
            class_id -> Int4,
            periodicity -> Text,
            publisher -> Nullable<Text>,
            industry_limit -> Array<Nullable<Text>>,
            book_days -> Int4,
            material_days -> Int4,
            pay_days -> Int4,
            discount_floor -> Numeric,
            active -> Bool,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.pursuit (activity_id) {
            activity_id -> Int8,
            opportunity_id -> Int8,
            stage_task_id -> Nullable<Int4>,
            mandatory -> Bool,
            owner_id -> Int4,
            assigned_by_id -> Int4,
        }
    }

    diesel::table! {
        kehu.quote (id) {
            id -> Int8,
            version -> Int4,
            intent -> Uuid,
            code -> Text,
            opportunity_id -> Int8,
            revision -> Int4,
            state -> Text,
            state_reason -> Nullable<Text>,
            valid_until -> Date,
            total -> Numeric,
            lines -> Int4,
            note -> Nullable<Text>,
            submitted_by -> Nullable<Int4>,
            approved_by -> Nullable<Int4>,
            sent_on -> Nullable<Date>,
            answered_on -> Nullable<Date>,
            owner_id -> Int4,
            dept_id -> Int4,
            customer_id -> Int8,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.quote_line (id) {
            id -> Int8,
            version -> Int4,
            quote_id -> Int8,
            opportunity_id -> Int8,
            seq -> Int4,
            publication_id -> Int8,
            position_id -> Int8,
            issues -> Int4,
            list_price -> Numeric,
            discount -> Numeric,
            unit_price -> Numeric,
            amount -> Numeric,
            owner_id -> Int4,
            dept_id -> Int4,
            customer_id -> Int8,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.rate_card (id) {
            id -> Int8,
            version -> Int4,
            publication_id -> Int8,
            valid_from -> Date,
            valid_to -> Date,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.rate_item (id) {
            id -> Int8,
            version -> Int4,
            rate_card_id -> Int8,
            position_id -> Int8,
            list_price -> Numeric,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.reference_card (customer_id) {
            customer_id -> Int8,
            name -> Text,
            industry -> Nullable<Text>,
            reference_text -> Nullable<Text>,
            owner_id -> Int4,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.sales_order (id) {
            id -> Int8,
            version -> Int4,
            intent -> Uuid,
            code -> Text,
            customer_id -> Int8,
            agency_id -> Nullable<Int8>,
            bill_to -> Text,
            bill_to_customer_id -> Nullable<Int8>,
            salesperson_id -> Int4,
            sales_dept_id -> Int4,
            assistant_id -> Nullable<Int4>,
            signed_on -> Nullable<Date>,
            state -> Text,
            gross_amount -> Numeric,
            discount_amount -> Numeric,
            net_amount -> Numeric,
            commission_rate -> Numeric,
            commission_amount -> Numeric,
            tax_rate -> Numeric,
            invoice_title_id -> Nullable<Int8>,
            contract_id -> Nullable<Int8>,
            lines_total -> Numeric,
            planned -> Numeric,
            received -> Numeric,
            invoiced -> Numeric,
            amending -> Bool,
            owner_id -> Int4,
            dept_id -> Int4,
            created_by -> Int4,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.setting (id) {
            id -> Int4,
            key -> Text,
            value -> Jsonb,
            note -> Nullable<Text>,
            version -> Int4,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.sharing_rule (id) {
            id -> Int4,
            version -> Int4,
            entity -> Text,
            from_dept_kind -> Nullable<Text>,
            from_dept_id -> Nullable<Int4>,
            to_operator_id -> Nullable<Int4>,
            to_role -> Nullable<Text>,
            access -> Text,
            active -> Bool,
            note -> Nullable<Text>,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.stage (id) {
            id -> Int4,
            version -> Int4,
            pipeline_id -> Int4,
            seq -> Int4,
            code -> Text,
            name -> Text,
            name_en -> Text,
            win_rate -> Int4,
            standard_days -> Int4,
            warn_days -> Int4,
            is_important -> Bool,
            strict_tasks -> Bool,
            strategy -> Nullable<Text>,
            active -> Bool,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.stage_history (id) {
            id -> Int8,
            opportunity_id -> Int8,
            stage_id -> Int4,
            entered_at -> Timestamptz,
            left_at -> Nullable<Timestamptz>,
            entered_on -> Date,
            left_on -> Nullable<Date>,
            standard_days -> Int4,
            direction -> Nullable<Text>,
            reason -> Nullable<Text>,
            overridden -> Bool,
            moved_by -> Nullable<Int4>,
            stage_owner_id -> Int4,
            owner_id -> Int4,
            dept_id -> Int4,
            customer_id -> Int8,
            deleted_at -> Nullable<Timestamptz>,
        }
    }

    diesel::table! {
        kehu.stage_task (id) {
            id -> Int4,
            version -> Int4,
            stage_id -> Int4,
            seq -> Int4,
            title -> Text,
            kind -> Text,
            offset_days -> Int4,
            mandatory -> Bool,
            is_care -> Bool,
            active -> Bool,
            created_at -> Timestamptz,
            updated_at -> Timestamptz,
        }
    }

    diesel::table! {
        kehu.user_pref (operator_id, key) {
            operator_id -> Int4,
            key -> Text,
            value -> Jsonb,
            updated_at -> Timestamptz,
        }
    }

    diesel::joinable!(activity -> contact (contact_id));
    diesel::joinable!(activity -> customer (customer_id));
    diesel::joinable!(activity -> department (dept_id));
    diesel::joinable!(activity -> insertion (insertion_id));
    diesel::joinable!(activity -> instalment (instalment_id));
    diesel::joinable!(activity -> lead (lead_id));
    diesel::joinable!(activity -> sales_order (order_id));
    diesel::joinable!(ad_position -> publication (publication_id));
    diesel::joinable!(comment -> lead (lead_id));
    diesel::joinable!(comment -> opportunity (opportunity_id));
    diesel::joinable!(contact -> customer (customer_id));
    diesel::joinable!(contact_card -> contact (contact_id));
    diesel::joinable!(contract -> customer (customer_id));
    diesel::joinable!(customer -> department (dept_id));
    diesel::joinable!(custom_field -> dict (dict_code));
    diesel::joinable!(customer_card -> customer (customer_id));
    diesel::joinable!(dict_item -> dict (dict_code));
    diesel::joinable!(dunning -> activity (activity_id));
    diesel::joinable!(dunning -> instalment (instalment_id));
    diesel::joinable!(file -> lead (lead_id));
    diesel::joinable!(file -> opportunity (opportunity_id));
    diesel::joinable!(inbox_item -> comment (comment_id));
    diesel::joinable!(insertion -> ad_position (position_id));
    diesel::joinable!(insertion -> customer (customer_id));
    diesel::joinable!(insertion -> issue (issue_id));
    diesel::joinable!(insertion -> order_line (order_line_id));
    diesel::joinable!(insertion -> publication (publication_id));
    diesel::joinable!(insertion -> sales_order (order_id));
    diesel::joinable!(instalment -> customer (customer_id));
    diesel::joinable!(instalment -> insertion (insertion_id));
    diesel::joinable!(instalment -> sales_order (order_id));
    diesel::joinable!(invoice -> customer (customer_id));
    diesel::joinable!(invoice -> invoice_title (invoice_title_id));
    diesel::joinable!(invoice -> sales_order (order_id));
    diesel::joinable!(invoice_title -> customer (customer_id));
    diesel::joinable!(issue -> publication (publication_id));
    diesel::joinable!(lead -> contact (contact_id));
    diesel::joinable!(lead -> customer (customer_id));
    diesel::joinable!(lead -> department (dept_id));
    diesel::joinable!(lead -> opportunity (opportunity_id));
    diesel::joinable!(opportunity -> competitor (lost_competitor_id));
    diesel::joinable!(opportunity -> customer (customer_id));
    diesel::joinable!(opportunity -> department (dept_id));
    diesel::joinable!(opportunity -> media_class (class_id));
    diesel::joinable!(opportunity -> stage (stage_id));
    diesel::joinable!(opportunity_card -> opportunity (opportunity_id));
    diesel::joinable!(opportunity_contact -> contact (contact_id));
    diesel::joinable!(opportunity_contact -> opportunity (opportunity_id));
    diesel::joinable!(opportunity_line -> ad_position (position_id));
    diesel::joinable!(opportunity_line -> opportunity (opportunity_id));
    diesel::joinable!(opportunity_line -> publication (publication_id));
    diesel::joinable!(order_card -> customer (customer_id));
    diesel::joinable!(order_card -> opportunity (opportunity_id));
    diesel::joinable!(order_card -> sales_order (order_id));
    diesel::joinable!(order_change -> customer (customer_id));
    diesel::joinable!(order_change -> sales_order (order_id));
    diesel::joinable!(order_line -> ad_position (position_id));
    diesel::joinable!(order_line -> customer (customer_id));
    diesel::joinable!(order_line -> publication (publication_id));
    diesel::joinable!(order_line -> sales_order (order_id));
    diesel::joinable!(payment -> customer (payer_id));
    diesel::joinable!(payment_allocation -> instalment (instalment_id));
    diesel::joinable!(payment_allocation -> payment (payment_id));
    diesel::joinable!(payment_allocation -> sales_order (order_id));
    diesel::joinable!(publication -> media_class (class_id));
    diesel::joinable!(publication -> media_group (group_id));
    diesel::joinable!(pursuit -> activity (activity_id));
    diesel::joinable!(pursuit -> opportunity (opportunity_id));
    diesel::joinable!(pursuit -> stage_task (stage_task_id));
    diesel::joinable!(quote -> opportunity (opportunity_id));
    diesel::joinable!(quote_line -> ad_position (position_id));
    diesel::joinable!(quote_line -> opportunity (opportunity_id));
    diesel::joinable!(quote_line -> publication (publication_id));
    diesel::joinable!(quote_line -> quote (quote_id));
    diesel::joinable!(rate_card -> publication (publication_id));
    diesel::joinable!(rate_item -> ad_position (position_id));
    diesel::joinable!(rate_item -> rate_card (rate_card_id));
    diesel::joinable!(sales_order -> contract (contract_id));
    diesel::joinable!(sales_order -> department (sales_dept_id));
    diesel::joinable!(sales_order -> invoice_title (invoice_title_id));
    diesel::joinable!(stage -> pipeline (pipeline_id));
    diesel::joinable!(stage_history -> opportunity (opportunity_id));
    diesel::joinable!(stage_history -> stage (stage_id));
    diesel::joinable!(stage_task -> stage (stage_id));

    diesel::allow_tables_to_appear_in_same_query!(
        activity,
        ad_position,
        comment,
        competitor,
        contact,
        contact_card,
        contract,
        custom_field,
        customer,
        customer_card,
        department,
        dict,
        dict_item,
        doc_template,
        draft,
        dunning,
        dup_candidate,
        export_log,
        file,
        hand_over,
        holiday,
        inbox_item,
        insertion,
        instalment,
        invoice,
        invoice_title,
        issue,
        lead,
        login_log,
        media_class,
        media_group,
        opportunity,
        opportunity_card,
        opportunity_contact,
        opportunity_line,
        order_card,
        order_change,
        order_line,
        payment,
        payment_allocation,
        pipeline,
        publication,
        pursuit,
        quote,
        quote_line,
        rate_card,
        rate_item,
        reference_card,
        sales_order,
        setting,
        sharing_rule,
        stage,
        stage_history,
        stage_task,
        user_pref,
    );
}
